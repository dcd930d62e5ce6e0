import type { Configuration } from '../../contracts/configuration.ts';
import type { PeriodCell } from '../../contracts/cut-counts.ts';
import type { TrendStep } from '../../contracts/domain-parts.ts';
import type { Evidence } from '../../contracts/evidence.ts';
import type { Database } from '../database.ts';
import { keptRows } from '../record/kept-rows.ts';
import { id, sql } from '../sql.ts';
import { periodCells } from './cells-by.ts';
import { makeCutRows } from './cut-rows.ts';

/**
 * Counts the decisions of each model of one domain by period.
 *
 * @param models of one domain, at least one
 * @param asked asOf, ISO time, and how long a period is
 */
export async function trendCounts(
  db: Database,
  models: readonly Evidence[],
  configuration: Configuration,
  { asOf, by }: { readonly asOf: string; readonly by: TrendStep },
): Promise<{ readonly evidence: Evidence; readonly cells: PeriodCell[] }[]> {
  const only = models[0]?.domain ?? null;
  const { relation } = await keptRows(db, asOf, { often: true, only });
  const counts = [];
  for (const evidence of models) {
    await makeCutRows(db, relation, evidence, configuration, asOf);
    counts.push({ evidence, cells: await periodCells(db, by) });
  }
  for (const table of ['cut_combos', 'cut_rows', 'cut_by_combo'])
    await db.run(sql`DROP TABLE temp.${id(table)}`);
  return counts;
}
