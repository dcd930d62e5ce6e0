import type { Dialect } from '../dialects/dialect.ts';
import { joined, type Piece, piece, plain } from '../piece.ts';

/** What is known of a row, by name. */
export type Columns<Name extends string = string> = Readonly<Record<Name, Piece>>;

/** A level of SELECT: rows, which of them count, and what is known of each by name. */
export interface Level<Name extends string = string> extends Rows {
  readonly columns: Columns<Name>;
}

interface Rows {
  readonly from: Piece;
  readonly where: readonly Piece[];
}

/** Name of a column of an answer: none that a user's table has. */
function answerName(name: string): Piece {
  return plain(`leeway_${name}`);
}

/**
 * Gives names to what a level has worked out, where the dialect nests; else all stays written out. Names within one level would be
 * shorter, but old versions of ClickHouse lose them on the way to a shard.
 */
export function nested<Name extends string>(dialect: Dialect, level: Level<Name>): Level<Name> {
  return dialect.isFlat ? level : named(level);
}

function answered<Name extends string>(columns: Columns<Name>): Columns<Name> {
  const names = Object.keys(columns) as Name[];
  return Object.fromEntries(names.map((name) => [name, answerName(name)])) as Columns<Name>;
}

/** A level of its own in any case, in which all has its name. */
export function named<Name extends string>(level: Level<Name>): Level<Name> {
  return rowsOf(select(level, level.columns), level.columns);
}

/** The rows of a statement. */
function rowsOf<Name extends string>(statement: Piece, columns: Columns<Name>): Level<Name> {
  return { from: piece`(${statement}) AS leeway_rows`, where: [], columns: answered(columns) };
}

/** Columns of the rows that count. */
export function select(rows: Rows, columns: Columns): Piece {
  return piece`SELECT ${shown(columns)} FROM ${rows.from}${conditions(rows.where)}`;
}

/** The rows that count, grouped by keys, with sums of each group. */
export function grouped(rows: Rows, keys: Columns, sums: Columns): Piece {
  const by = joined(Object.keys(keys).map(answerName), ', ');
  return piece`${select(rows, { ...keys, ...sums })} GROUP BY ${by}`;
}

/** Groups, as the rows of a level. */
export function groups<Key extends string, Sum extends string>(
  rows: Rows,
  keys: Columns<Key>,
  sums: Columns<Sum>,
): Level<Key | Sum> {
  return rowsOf<Key | Sum>(grouped(rows, keys, sums), { ...keys, ...sums } as Columns<Key | Sum>);
}

function shown(columns: Columns): Piece {
  return joined(
    Object.entries(columns).map(([name, value]) => as(name, value)),
    ', ',
  );
}

function as(name: string, value: Piece): Piece {
  const own = answerName(name);
  return value.sql === own.sql ? own : piece`${value} AS ${own}`;
}

function conditions(where: readonly Piece[]): Piece {
  return where.length === 0 ? plain('') : piece` WHERE ${joined(where, ' AND ')}`;
}
