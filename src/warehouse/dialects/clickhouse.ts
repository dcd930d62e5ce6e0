import { joined, type Piece, piece, plain } from '../piece.ts';
import type { Dialect } from './dialect.ts';
import { bare, STANDARD } from './standard.ts';

/** ClickHouse reads backslashes in both kinds of quotes. */
function escaped(value: string, quote: string): string {
  if (value.includes('\0')) throw new RangeError('a name or a text of SQL holds no NUL byte');
  return `${quote}${value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)}${quote}`;
}

const id = (name: string): Piece => plain(escaped(name, '`'));
const text = (value: string): Piece => plain(escaped(value, "'"));

/**
 * SQL that version 18.16 runs and every later one: no window, no parameter, no FILTER, strictness on each join. Nothing is NULL in
 * what a join does not find, but 0 and empty, by default.
 */
export const CLICKHOUSE: Dialect = {
  ...STANDARD,
  name: 'clickhouse',
  isTested: true,
  isFlat: true,
  no: plain('0'),
  id,
  table: (name) => joined(name.split('.').map(id), '.'),
  text,
  float: (value) => piece`toFloat64(${value})`,
  whole: (value) => piece`toInt64(${value})`,
  string: (value) => piece`toString(${value})`,
  // No name for trimming is that of all versions, and a regular expression takes longer than all the rest: words have no blank within.
  trim: (value) => piece`replaceAll(${value}, ' ', '')`,
  without: (value, letter) => piece`replaceAll(${value}, ${text(letter)}, '')`,
  quotient: (dividend, divisor) => piece`intDiv(${dividend}, ${divisor})`,
  // A DateTime is a number of seconds, whatever zone it is shown in.
  microseconds: (time) => piece`(toInt64(toUnixTimestamp(${time})) * 1000000)`,
  moment: (iso) => piece`toDateTime(${text(bare(iso).slice(0, 19))}, 'UTC')`,
  valueAtMost: (value, key) => piece`argMax(${value}, ${key})`,
  holdsAny: (list, words) => piece`hasAny(${list}, [${joined(words, ', ')}])`,
  beside: (left, right, { key, isColocated }) =>
    piece`${left} ${isColocated ? plain('') : plain('GLOBAL ')}ANY LEFT JOIN ${right} AS leeway_right USING (${key})`,
  among: (value, statement) => piece`${value} GLOBAL IN (${statement})`,
};

/** The same for times with parts of a second, which came with version 20. */
export const CLICKHOUSE_FINE: Dialect = {
  ...CLICKHOUSE,
  microseconds: (time) => piece`toUnixTimestamp64Micro(toDateTime64(${time}, 6, 'UTC'))`,
};
