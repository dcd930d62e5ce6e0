import type { Evidence } from '../../contracts/evidence.ts';
import type { Database } from '../database.ts';
import { MODEL_NAME } from '../evidence/understood-rows.ts';
import { keptState } from '../kept/kept-state.ts';
import { forgottenBy } from '../record/forgettings.ts';
import { sql } from '../sql.ts';

/** How many decisions of a (domain, model) were forgotten and are known to its counts alone. */
export async function missingDecisions(
  db: Database,
  { domain, model, decisions }: Evidence,
): Promise<number> {
  const [{ decisions: forgotten }, state] = [await forgottenBy(db), await keptState(db)];
  if (forgotten === 0 || state === null) return 0;
  // Rows that came after the counts were made are in none of them.
  const rows =
    await db.count(sql`(SELECT 1 FROM decisions JOIN circumstances ON circumstances.id = decisions.circumstances
    WHERE domain = ${domain} AND ${MODEL_NAME} = ${model} AND run <= ${state.run}::INTEGER)`);
  return Math.max(0, decisions - rows);
}
