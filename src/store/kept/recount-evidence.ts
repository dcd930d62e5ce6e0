import type { Configuration } from '../../contracts/configuration.ts';
import type { Database } from '../database.ts';
import { forgottenBy } from '../record/forgettings.ts';
import { id, raw, sql } from '../sql.ts';
import { BEGINNING, forgetCounts, keptState, rulesDigest } from './kept-state.ts';
import { KEPT } from './kept-tables.ts';
import { refreshEvidence } from './refresh-evidence.ts';

/**
 * Counts all rows anew. What decisions said that are gone stays, under the rules by which it was counted; under others it
 * is given up.
 *
 * @returns decisions that are gone, and whose evidence was given up
 */
export async function recountEvidence(db: Database, configuration: Configuration): Promise<number> {
  const gone = await forgottenBy(db);
  const state = await keptState(db);
  const keepsGone = gone.decisions > 0 && state?.rules === rulesDigest(configuration);
  await db.transaction(async () => {
    if (keepsGone) {
      for (const { name } of KEPT) await db.run(sql`DELETE FROM ${id(name)} WHERE NOT forgotten`);
      await db.run(raw('DELETE FROM shift_watches'));
      await db.run(
        sql`UPDATE kept_until SET decided_before = ${BEGINNING}::TIMESTAMP, run = 0, votes = ${gone.votes}::BIGINT`,
      );
    } else {
      await forgetCounts(db);
      await db.run(raw('UPDATE forgettings SET counted = false'));
    }
  });
  await refreshEvidence(db, configuration);
  return keepsGone ? 0 : gone.decisions;
}
