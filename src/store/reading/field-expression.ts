import type { Field, MappedColumn, Mapping } from '../../contracts/mapping.ts';
import { id, raw, type Sql, sql } from '../sql.ts';
import type { Source } from './source.ts';

/** Where a field's value stands in a source: an expression, its DuckDB type, and how to read it. */
export interface FieldExpression {
  readonly value: Sql;
  readonly type: string;
  /** How to read it; without meaning for a constant. */
  readonly reading: Omit<MappedColumn, 'column'>;
}

/** Finds a field in a source: what the mapping says, else the column of that name. null where there is none. */
export function fieldExpression(source: Source, mapping: Mapping, field: Field): FieldExpression | null {
  const mapped = mapping.columns[field];
  if (mapped === null || source.fields?.has(field) === false) return null;
  if (mapped !== undefined && 'constant' in mapped) {
    const type = typeof mapped.constant === 'number' ? 'DOUBLE' : 'VARCHAR';
    return { value: sql`${mapped.constant}::${raw(type)}`, type, reading: {} };
  }
  const wanted = mapped?.column ?? field;
  const name = columnNamed(source, wanted);
  // A mapping covers several files: a column that one of them lacks is refused only if it is needed there.
  if (name === null) return null;
  return { value: id(name), type: source.columns.get(name) ?? 'VARCHAR', reading: mapped ?? {} };
}

/** The column of this name, in these letters or else in any case; null where there is none. */
export function columnNamed(source: Source, wanted: string): string | null {
  if (source.columns.has(wanted)) return wanted;
  const alike = (column: string): boolean => column.trim().toLowerCase() === wanted.toLowerCase();
  return [...source.columns.keys()].find(alike) ?? null;
}

/** Types of columns that hold times, and of those that hold numbers. */
export const TIME = /^(?:TIMESTAMP|DATE)/;
export const NUMERIC = /^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DOUBLE|FLOAT|DECIMAL.*)$/;

/** A text, as it stands; an empty one is no text. */
export function textOf(field: FieldExpression): Sql {
  const { values } = field.reading;
  const value = field.type === 'VARCHAR' ? field.value : sql`${field.value}::VARCHAR`;
  if (values === undefined) return sql`nullif(${value}, '')`;
  return sql`nullif(${lookup(sql`trim(${value})`, values)}, '')`;
}

/** A number, scaled as the mapping says; NULL where the text is none. */
export function numberOf(field: FieldExpression): Sql {
  const { scale, probability } = field.reading;
  const cast = NUMERIC.test(field.type)
    ? sql`${field.value}::DOUBLE`
    : sql`TRY_CAST(${field.value}::VARCHAR AS DOUBLE)`;
  // Dividing by 100 rounds once; multiplying with 0.01, which is no binary fraction, would round twice.
  const scaled =
    scale === undefined
      ? cast
      : scale === 'percent'
        ? sql`(${cast} / 100)`
        : sql`(${cast} * ${scale}::DOUBLE)`;
  if (probability === 'of-yes-max') return sql`greatest(${scaled}, 1 - ${scaled})`;
  if (probability === 'of-yes-margin') return sql`(abs(${scaled} - 0.5) * 2)`;
  return scaled;
}

/** Yes or no: a truth value, 1 or 0, or a word for it; NULL where it is none. */
export function truthOf(field: FieldExpression): Sql {
  const { type, value, reading } = field;
  if (reading.values !== undefined || !(type === 'BOOLEAN' || NUMERIC.test(type)))
    return sql`TRY_CAST(trim(${textOf(field)}) AS BOOLEAN)`;
  return type === 'BOOLEAN' ? value : sql`CASE ${value} WHEN 1 THEN true WHEN 0 THEN false END`;
}

/** A moment as a TIMESTAMP in UTC; NULL where the text is none. */
export function timeOf(field: FieldExpression, mapping: Mapping): Sql {
  const { format } = field.reading;
  const zone = field.reading.timeZone ?? mapping.timeZone;
  if (field.type.startsWith('TIMESTAMP WITH TIME ZONE')) return sql`${field.value}::TIMESTAMP`;
  if (format === 'epoch-s' || format === 'epoch-ms') {
    const factor = raw(format === 'epoch-s' ? '1000000' : '1000');
    return sql`make_timestamp(TRY_CAST(TRY_CAST(${field.value} AS DOUBLE) * ${factor} AS BIGINT))`;
  }
  if (TIME.test(field.type)) return inZone(sql`${field.value}::TIMESTAMP`, zone);
  const value = sql`${field.value}::VARCHAR`;
  // With %z or %Z in it the time carries its own offset.
  if (format !== undefined) {
    return inZone(sql`try_strptime(${value}, ${format})::TIMESTAMP`, /%[zZ]/.test(format) ? undefined : zone);
  }
  // A plain TIMESTAMP cast would drop the offset without a word. RFC 3339 allows small letters, DuckDB does not.
  const withOffset = sql`coalesce(TRY_CAST(${value} AS TIMESTAMPTZ), TRY_CAST(upper(${value}) AS TIMESTAMPTZ))::TIMESTAMP`;
  if (zone === undefined) return withOffset;
  const bare = sql`NOT regexp_matches(trim(${value}), '([zZ]|[+-][0-9]{2}(:?[0-9]{2})?)$') OR regexp_matches(trim(${value}), '^[0-9]{4}-[0-9]{2}-[0-9]{2}$')`;
  return sql`CASE WHEN ${bare} THEN ${inZone(withOffset, zone)} ELSE ${withOffset} END`;
}

/**
 * A list of texts: a list as it is, a JSON array, or texts with a separator (`|`, `;` or `,`). A trigger that is not
 * recognised lets a decision pass that a person must see: so blanks, and the quotes and brackets of a list in
 * another notation, are no part of a word.
 */
export function listOf(field: FieldExpression): Sql {
  if (field.type.endsWith('[]')) return sql`${field.value}::VARCHAR[]`;
  const value = sql`${field.value}::VARCHAR`;
  const { separator } = field.reading;
  const split =
    separator === undefined
      ? sql`regexp_split_to_array(${value}, '[|;,]')`
      : sql`string_split(${value}, ${separator})`;
  const words = sql`list_filter(list_transform(${split}, lambda word: trim(word, ${LIST_MARKS})), lambda word: word <> '')`;
  const json = sql`from_json(TRY_CAST(${value} AS JSON), '["VARCHAR"]')`;
  return sql`CASE WHEN starts_with(ltrim(${value}), '[') THEN coalesce(${json}, ${words}) ELSE ${words} END`;
}

const LIST_MARKS = ' \t\r\n[]\'"';

function inZone(value: Sql, zone: string | undefined): Sql {
  return zone === undefined ? value : sql`timezone(${zone}, ${value})::TIMESTAMP`;
}

function lookup(value: Sql, values: Record<string, string>): Sql {
  const cases = Object.entries(values).map(
    ([from, to]) => sql`WHEN lower(${value}) = lower(${from}) THEN ${to}`,
  );
  return cases.length === 0 ? value : sql`CASE ${joinSpaced(cases)} ELSE ${value} END`;
}

function joinSpaced(parts: readonly Sql[]): Sql {
  return parts.reduce((all, part) => sql`${all} ${part}`);
}
