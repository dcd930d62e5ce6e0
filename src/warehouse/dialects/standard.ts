import { joined, type Piece, piece, plain } from '../piece.ts';
import { type Dialect, quoted, tableParts } from './dialect.ts';

const id = (name: string): Piece => plain(quoted(name, '"'));
const text = (value: string): Piece => plain(quoted(value, "'"));

/** SQL as the standard has it, from which each engine differs in something. */
export const STANDARD: Omit<Dialect, 'name' | 'isTested' | 'microseconds' | 'holdsAny'> = {
  isFlat: false,
  settings: [],
  no: plain('false'),
  lake: null,
  id,
  table: (name) => joined(tableParts(name).map(id), '.'),
  text,
  float: (value) => piece`CAST(${value} AS DOUBLE)`,
  whole: (value) => piece`CAST(${value} AS BIGINT)`,
  string: (value) => piece`CAST(${value} AS VARCHAR)`,
  trim: (value) => piece`trim(${value})`,
  without: (value, letter) => piece`replace(${value}, ${text(letter)}, '')`,
  quotient: (dividend, divisor) => piece`(${dividend} / ${divisor})`,
  moment: (iso) => piece`TIMESTAMP ${text(bare(iso))}`,
  valueAtMost: (value, key) => piece`max_by(${value}, ${key})`,
  beside: (left, right, { key }) =>
    piece`${left} AS leeway_left LEFT JOIN ${right} AS leeway_right ON leeway_left.${key} = leeway_right.${key}`,
  among: (value, statement) => piece`${value} IN (${statement})`,
};

/** A moment in UTC as engines read it in a text without an offset. */
export function bare(iso: string): string {
  return iso.replace('T', ' ').replace('Z', '');
}
