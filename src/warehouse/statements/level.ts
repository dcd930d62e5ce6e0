import type { Dialect } from '../dialects/dialect.ts';
import { joined, type Piece, piece, plain } from '../piece.ts';

/** What is known of a row, by name. */
export type Columns<Name extends string = string> = Readonly<Record<Name, Piece>>;

/** A level of SELECT: rows, which of them count, and what is known of each by name. */
export interface Level<Name extends string = string> {
  readonly from: Piece;
  readonly where: readonly Piece[];
  readonly columns: Columns<Name>;
}

/** Name of a column of an answer: none that a user's table has. */
export function answerName(name: string): Piece {
  return plain(`leeway_${name}`);
}

/** Gives names to what a level has worked out, where the dialect nests; else it stays written out. */
export function nested<Name extends string>(dialect: Dialect, level: Level<Name>): Level<Name> {
  return dialect.isFlat ? level : named(level);
}

/** A level of its own in any case, in which all has its name. */
export function named<Name extends string>(level: Level<Name>): Level<Name> {
  return rowsOf(select(level, level.columns), level.columns);
}

/** The rows of a statement. */
export function rowsOf<Name extends string>(statement: Piece, columns: Columns<Name>): Level<Name> {
  const names = Object.keys(columns) as Name[];
  return {
    from: piece`(${statement}) AS leeway_rows`,
    where: [],
    columns: Object.fromEntries(names.map((name) => [name, answerName(name)])) as Columns<Name>,
  };
}

/** Columns of the rows that count. */
export function select({ from, where }: Pick<Level, 'from' | 'where'>, columns: Columns): Piece {
  return piece`SELECT ${shown(columns)} FROM ${from}${conditions(where)}`;
}

/** The rows that count, grouped by keys, with sums of each group. */
export function grouped({ from, where }: Pick<Level, 'from' | 'where'>, keys: Columns, sums: Columns): Piece {
  const by = joined(Object.keys(keys).map(answerName), ', ');
  return piece`SELECT ${shown({ ...keys, ...sums })} FROM ${from}${conditions(where)} GROUP BY ${by}`;
}

/** Groups, as the rows of a level. */
export function groups<Key extends string, Sum extends string>(
  level: Pick<Level, 'from' | 'where'>,
  keys: Columns<Key>,
  sums: Columns<Sum>,
): Level<Key | Sum> {
  return rowsOf<Key | Sum>(grouped(level, keys, sums), { ...keys, ...sums } as Columns<Key | Sum>);
}

function shown(columns: Columns): Piece {
  return joined(
    Object.entries(columns).map(([name, value]) => piece`${value} AS ${answerName(name)}`),
    ', ',
  );
}

function conditions(where: readonly Piece[]): Piece {
  return where.length === 0 ? plain('') : piece` WHERE ${joined(where, ' AND ')}`;
}
