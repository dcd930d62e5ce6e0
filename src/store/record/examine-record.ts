import * as z from 'zod';
import type { Configuration } from '../../contracts/configuration.ts';
import type { StoreCheck } from '../../contracts/store-report.ts';
import type { Database } from '../database.ts';
import { checkKept } from '../kept/check-kept.ts';
import { raw } from '../sql.ts';

/** What must hold in every store, as a query of what breaks it, and what to do where something does. */
const INVARIANTS: readonly { readonly name: string; readonly broken: string; readonly mend: string }[] = [
  {
    name: 'every decision stands once',
    broken: 'SELECT decision_id FROM decisions GROUP BY decision_id HAVING count(*) > 1',
    mend: 'two processes wrote at once: restore a backup and ingest what came since',
  },
  {
    name: 'every decision has its circumstances',
    broken: 'FROM decisions ANTI JOIN circumstances ON circumstances.id = decisions.circumstances',
    mend: 'the file is damaged: restore a backup',
  },
  {
    name: 'every confidence lies in [0, 1]',
    broken: 'FROM decisions WHERE NOT (confidence BETWEEN 0 AND 1)',
    mend: 'the file was written by other means than leeway: restore a backup',
  },
  {
    name: 'no verdict stands twice',
    broken:
      'SELECT 1 FROM verdicts GROUP BY decision_id, reviewer_id, reviewed_at, verdict, answer, severity HAVING count(*) > 1',
    mend: 'two processes wrote at once: restore a backup and ingest what came since',
  },
  {
    name: 'every run added what it says',
    broken: `FROM runs WHERE decisions_added - decisions_forgotten <> (SELECT count(*) FROM decisions WHERE decisions.run = runs.run)
      OR verdicts_added - verdicts_forgotten <> (SELECT count(*) FROM verdicts WHERE verdicts.run = runs.run)
      OR quarantined - quarantined_forgotten <> (SELECT count(*) FROM quarantined WHERE quarantined.run = runs.run)`,
    mend: 'rows were removed or added by other means than leeway: restore a backup',
  },
];

/**
 * Asks a store for everything that must hold. Reads every row; changes nothing.
 *
 * @param configuration the rules under which its counts are compared with its rows; null means they are not
 */
export async function checkRecord(db: Database, configuration: Configuration | null): Promise<StoreCheck[]> {
  const checks: StoreCheck[] = [];
  for (const { name, broken, mend } of INVARIANTS) {
    const { rows } = await db.row(
      z.object({ rows: z.number() }),
      raw(`SELECT count(*)::DOUBLE AS rows FROM (${broken})`),
    );
    checks.push({ name, broken: rows, mend: rows === 0 ? null : mend });
  }
  const differing = configuration === null ? null : await checkKept(db, configuration);
  if (differing !== null)
    checks.push({
      name: 'the counts that are kept are those of the rows',
      broken: differing,
      mend: differing === 0 ? null : 'count them again with leeway doctor --recount',
    });
  return checks;
}

const Sizes = z.object({
  decisions: z.number(),
  verdicts: z.number(),
  waiting: z.number(),
  quarantined: z.number(),
  runs: z.number(),
  domains: z.number(),
  deadLetters: z.number(),
});

/** How much is in a store; `waiting` are verdicts whose decision has not come, or has no answer to compare. */
export async function recordSizes(db: Database): Promise<z.infer<typeof Sizes>> {
  return db.row(
    Sizes,
    raw(`SELECT (SELECT count(*) FROM decisions)::DOUBLE AS decisions, (SELECT count(*) FROM verdicts)::DOUBLE AS verdicts,
      (SELECT count(*) FROM verdicts LEFT JOIN decisions USING (decision_id)
        WHERE confidence IS NULL OR (verdict IS NULL AND decisions.answer IS NULL))::DOUBLE AS waiting,
      (SELECT count(*) FROM quarantined)::DOUBLE AS quarantined, (SELECT count(*) FROM runs)::DOUBLE AS runs,
      (SELECT count(DISTINCT domain) FROM circumstances)::DOUBLE AS domains,
      (SELECT count(*) FROM webhook_dead_letters)::DOUBLE AS "deadLetters"`),
  );
}
