import type { FieldSource } from '../../contracts/mapping.ts';
import { Problem } from '../../contracts/problem.ts';
import { decisionField, verdictField, type WarehouseTable } from '../../contracts/warehouse.ts';
import type { Dialect, Lake } from '../dialects/dialect.ts';
import { type Piece, piece, plain } from '../piece.ts';
import type { Asked } from './asked.ts';
import { timeOf } from './columns.ts';

/**
 * A table, a query or a folder, to stand behind FROM.
 *
 * @throws Problem configuration: a folder, or partitions of one, for an engine that reads none
 */
export function source(dialect: Dialect, { table, query, folder }: WarehouseTable): Piece {
  if (folder !== undefined) return lakeOf(dialect, 'folder').folder(folder);
  return table === undefined ? piece`(${plain(query ?? '')}) AS leeway_source` : dialect.table(table);
}

/** Day, month or year of the partition that a row lies in, as a text; null where none is named. */
export function partitionDay(dialect: Dialect, { dayPartition }: WarehouseTable): Piece | null {
  if (dayPartition === undefined) return null;
  return piece`(${lakeOf(dialect, 'dayPartition').day(dayPartition.map(dialect.id))})`;
}

export function lakeOf({ lake }: Dialect, key: string): Lake {
  if (lake !== null) return lake;
  throw new Problem(
    'configuration',
    `${key}: only leeway attach reads folders of files; give table or query for an engine`,
  );
}

/** The column in which decisions have their id. */
export function decisionKey({ dialect, warehouse }: Asked): Piece {
  return dialect.id(columnOf(decisionField(warehouse, 'decision_id'), 'decision_id'));
}

/** The column in which verdicts name their decision. */
export function verdictKey({ dialect, warehouse }: Asked): Piece {
  return dialect.id(columnOf(verdictField(warehouse, 'decision_id'), 'decision_id'));
}

/** Microseconds since 1970 at which a decision was made. */
export function decidedAt({ dialect, warehouse }: Asked): Piece {
  const column = decidedColumn(warehouse.decisions.columns.decided_at);
  return timeOf(dialect, column, warehouse.timeZone);
}

export function decidedColumn(
  field: FieldSource | undefined,
): Exclude<FieldSource, { constant: unknown } | null> {
  if (field === undefined) return { column: 'decided_at' };
  if (field === null || !('column' in field)) throw noColumn('decided_at');
  return field;
}

/** When a verdict was given; null where the verdicts say no time. */
export function reviewedAt({ dialect, warehouse }: Asked): Piece | null {
  const field = verdictField(warehouse, 'reviewed_at');
  return field === null || !('column' in field) ? null : timeOf(dialect, field, warehouse.timeZone);
}

function columnOf(field: FieldSource, name: string): string {
  if (field === null || !('column' in field)) throw noColumn(name);
  return field.column;
}

function noColumn(name: string): Problem {
  return new Problem('configuration', `columns.${name}: stands in a column in any case; name it`);
}
