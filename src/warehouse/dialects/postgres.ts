import { joined, piece } from '../piece.ts';
import type { Dialect } from './dialect.ts';
import { STANDARD } from './standard.ts';

export const POSTGRES: Dialect = {
  ...STANDARD,
  name: 'postgres',
  isTested: true,
  // It takes the rows that keep all rules for a handful, and would look through all verdicts for each of them.
  settings: [piece`SET enable_nestloop = off`, piece`SET jit = off`],
  float: (value) => piece`CAST(${value} AS double precision)`,
  string: (value) => piece`CAST(${value} AS text)`,
  // A bare time is taken for UTC by extract(), whatever the zone of the session.
  microseconds: (time, zone) =>
    zone === null
      ? piece`CAST(extract(epoch FROM ${time}) * 1000000 AS bigint)`
      : piece`CAST(extract(epoch FROM (${time} AT TIME ZONE ${STANDARD.text(zone)})) * 1000000 AS bigint)`,
  valueAtMost: (value, key) => piece`(array_agg(${value} ORDER BY ${key} DESC))[1]`,
  holdsAny: (list, words) => piece`(${list} && ARRAY[${joined(words, ', ')}]::text[])`,
};
