/** A time of a tool that writes UTC without saying so: with a Z, so that no `timeZone` of a mapping moves it. Takes and gives SQL. */
export function utc(time: string): string {
  return `CASE WHEN regexp_full_match(trim(${time}), '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+') THEN trim(${time}) || 'Z' ELSE ${time} END`;
}

/** A number of some unit since 1970 as a time in UTC; what is no number stays as it is. Takes and gives SQL. */
export function sinceEpoch(time: string, unit: 's' | 'ms' | 'ns'): string {
  const micros = { s: '* 1000000', ms: '* 1000', ns: '// 1000' }[unit];
  const number = `TRY_CAST(${time} AS ${unit === 's' ? 'DOUBLE' : 'HUGEINT'})`;
  return `coalesce(strftime(make_timestamp(TRY_CAST(${number} ${micros} AS BIGINT)), '%Y-%m-%dT%H:%M:%S.%fZ'), ${time})`;
}
