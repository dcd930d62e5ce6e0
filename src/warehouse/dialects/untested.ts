import { joined, type Piece, piece, plain } from '../piece.ts';
import { type Dialect, quoted, tableParts } from './dialect.ts';
import { bare, STANDARD } from './standard.ts';

const ticked = (name: string): Piece => plain(quoted(name, '`'));
const { text } = STANDARD;
/** Engines that read backslashes within texts. */
const slashed = (value: string): Piece => text(value.replaceAll('\\', '\\\\'));

export const TRINO: Dialect = {
  ...STANDARD,
  name: 'trino',
  isTested: false,
  microseconds: (time, zone) =>
    piece`CAST(round(to_unixtime(with_timezone(CAST(${time} AS timestamp(6)), ${text(zone ?? 'UTC')})) * 1e6) AS BIGINT)`,
  holdsAny: (list, words) => piece`arrays_overlap(${list}, ARRAY[${joined(words, ', ')}])`,
};

export const SPARK: Dialect = {
  ...STANDARD,
  name: 'spark',
  isTested: false,
  id: ticked,
  table: (name) => joined(tableParts(name).map(ticked), '.'),
  text: (value) => plain(`'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`),
  string: (value) => piece`CAST(${value} AS STRING)`,
  quotient: (dividend, divisor) => piece`(${dividend} div ${divisor})`,
  microseconds: (time, zone) =>
    zone === null
      ? piece`unix_micros(${time})`
      : piece`unix_micros(to_utc_timestamp(${time}, ${text(zone)}))`,
  holdsAny: (list, words) => piece`arrays_overlap(${list}, array(${joined(words, ', ')}))`,
};

export const BIGQUERY: Dialect = {
  ...STANDARD,
  name: 'bigquery',
  isTested: false,
  id: ticked,
  table: ticked,
  text: (value) => plain(`'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`),
  float: (value) => piece`CAST(${value} AS FLOAT64)`,
  whole: (value) => piece`CAST(${value} AS INT64)`,
  string: (value) => piece`CAST(${value} AS STRING)`,
  quotient: (dividend, divisor) => piece`DIV(${dividend}, ${divisor})`,
  microseconds: (time, zone) =>
    zone === null ? piece`UNIX_MICROS(${time})` : piece`UNIX_MICROS(TIMESTAMP(${time}, ${text(zone)}))`,
  moment: (iso) => piece`TIMESTAMP ${text(`${bare(iso)}+00`)}`,
  holdsAny: (list, words) =>
    piece`EXISTS (SELECT 1 FROM UNNEST(${list}) AS leeway_word WHERE leeway_word IN (${joined(words, ', ')}))`,
};

export const SNOWFLAKE: Dialect = {
  ...STANDARD,
  name: 'snowflake',
  isTested: false,
  text: slashed,
  quotient: (dividend, divisor) => piece`FLOOR(${dividend} / ${divisor})`,
  microseconds: (time, zone) =>
    zone === null
      ? piece`DATE_PART(epoch_microsecond, ${time})`
      : piece`DATE_PART(epoch_microsecond, CONVERT_TIMEZONE(${text(zone)}, 'UTC', ${time}))`,
  holdsAny: (list, words) =>
    piece`ARRAYS_OVERLAP(${list}, ARRAY_CONSTRUCT(${joined(
      words.map((word) => piece`${word}::VARIANT`),
      ', ',
    )}))`,
};
