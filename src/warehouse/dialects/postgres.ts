import { joined, type Piece, piece } from '../piece.ts';
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
  // A bare time is taken for UTC by extract(), whatever the zone of the session; a zone that is named is that of bare times.
  microseconds: (time, zone) =>
    zone === null
      ? microseconds(time)
      : piece`CASE WHEN pg_typeof(${time}) = 'timestamptz'::regtype THEN ${microseconds(time)} ELSE ${microseconds(piece`(${time} AT TIME ZONE ${STANDARD.text(zone)})`)} END`,
  valueAtMost: (value, key) => piece`(array_agg(${value} ORDER BY ${key} DESC))[1]`,
  holdsAny: (list, words) => piece`(${list} && ARRAY[${joined(words, ', ')}]::text[])`,
};

function microseconds(time: Piece): Piece {
  return piece`CAST(extract(epoch FROM ${time}) * 1000000 AS bigint)`;
}
