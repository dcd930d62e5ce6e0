import * as z from 'zod';
import { AMOUNT_EDGES } from '../../contracts/cut.ts';
import type { CutCell, PeriodCell, ValueCell } from '../../contracts/cut-counts.ts';
import type { TrendStep } from '../../contracts/domain-parts.ts';
import type { Database } from '../database.ts';
import { join, raw, type Sql, sql } from '../sql.ts';
import { COUNTS } from './cut-rows.ts';

export const Cell = z.object({
  weight: z.number(),
  decisions: z.number(),
  reviewed: z.number(),
  wrong: z.number(),
  pending: z.number(),
});
const OfValue = Cell.extend({ value: z.string() });
const OfPeriod = OfValue.extend({ confidence: z.number() });

/** All of `cut_rows`. */
export async function wholeCells(db: Database): Promise<CutCell[]> {
  return db.rows(Cell, sql`SELECT ${COUNTS} FROM cut_rows GROUP BY weight ORDER BY weight`);
}

/** By place of the amount's lower end among the edges; one further where there is no amount. */
export async function amountCells(db: Database): Promise<ValueCell[]> {
  const cases = AMOUNT_EDGES.slice(1).map(
    (edge, place) => sql`WHEN amount < ${raw(String(edge))} THEN ${raw(String(place))}`,
  );
  const last = raw(String(AMOUNT_EDGES.length - 1));
  const none = raw(String(AMOUNT_EDGES.length));
  return byKey(db, sql`CASE WHEN amount IS NULL THEN ${none} ${join(cases, ' ')} ELSE ${last} END`);
}

/** By hour of the day, UTC. */
export async function hourCells(db: Database): Promise<ValueCell[]> {
  return byKey(db, raw('hour(decided_at)'));
}

/** By day, or by week in the name of its Monday. */
export async function periodCells(db: Database, by: TrendStep): Promise<PeriodCell[]> {
  return db.rows(
    OfPeriod,
    sql`SELECT period::VARCHAR AS value, sum(confidence)::DOUBLE AS confidence, ${COUNTS}
      FROM (SELECT *, date_trunc(${by}, decided_at)::DATE AS period FROM cut_rows) GROUP BY period, weight ORDER BY period, weight`,
  );
}

async function byKey(db: Database, key: Sql): Promise<ValueCell[]> {
  return db.rows(
    OfValue,
    sql`SELECT key::VARCHAR AS value, ${COUNTS} FROM (SELECT *, ${key} AS key FROM cut_rows) GROUP BY key, weight ORDER BY key, weight`,
  );
}
