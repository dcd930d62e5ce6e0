import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditQueue } from '../contracts/audit-plan.ts';
import type { Database } from '../store/database.ts';
import { type PlanQuestion, planAuditsOnRecord } from './plan-audits.ts';

/**
 * Draws the decisions to review now from a store that is open, as `leeway audit-plan --draw` does from files: the same
 * seed, rows and plan give the same bytes. The store keeps nothing of it.
 *
 * @throws Problem input-refused: the store is empty; usage: as for a plan
 */
export async function drawQueueOnRecord(
  db: Database,
  { seed, ...question }: Omit<PlanQuestion, 'draw'> & { readonly seed: string },
): Promise<AuditQueue> {
  const file = join(db.scratch, `${randomUUID()}.csv`);
  try {
    const { asOf, draw } = await planAuditsOnRecord(db, { ...question, draw: { file, seed } });
    const { drawn = 0, tossed = 0, due = 0 } = draw ?? {};
    return { asOf, drawn, tossed, due, csv: await readFile(file, 'utf8') };
  } finally {
    await rm(file, { force: true });
  }
}
