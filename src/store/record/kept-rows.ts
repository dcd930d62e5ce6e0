import * as z from 'zod';
import type { Database } from '../database.ts';
import type { JudgedRows } from '../reading/decision-rows.ts';
import { FIRST_WORDS, RESOLVED } from '../reading/resolved-verdicts.ts';
import { type Sql, sql } from '../sql.ts';

/**
 * The decisions of a store up to a moment, each with the verdict that stood then. Words that a reviewer did not give are
 * read from the answers; verdicts on decisions that are not there yet wait.
 *
 * @param until ISO time
 */
export async function keptRows(db: Database, until: string): Promise<JudgedRows> {
  await db.run(sql`CREATE OR REPLACE TEMP TABLE votes AS
    SELECT DISTINCT verdicts.decision_id, reviewer_id, reviewed_at,
      coalesce(verdict, CASE WHEN verdicts.answer = decisions.answer THEN 'agree' ELSE 'override' END) AS verdict, severity
    FROM verdicts JOIN decisions USING (decision_id)
    WHERE (verdict IS NOT NULL OR decisions.answer IS NOT NULL) AND (reviewed_at IS NULL OR reviewed_at <= ${until}::TIMESTAMP)
      AND decided_at <= ${until}::TIMESTAMP`);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE resolved AS ${RESOLVED}`);
  const { verdicts } = await db.row(
    z.object({ verdicts: z.number() }),
    sql`SELECT count(*)::DOUBLE AS verdicts FROM votes`,
  );
  const judgedBy = (words: Sql): Sql => sql`(
    SELECT decision_id, domain, model, decided_at, confidence, amount, triggers,
      coalesce(review_probability, CASE WHEN route = 'in-the-loop' THEN 1 END) AS inclusion, policy, segments,
      words.verdict, words.severity, words.reviewed_at, NULL::UTINYINT AS rule
    FROM decisions JOIN circumstances ON circumstances.id = decisions.circumstances LEFT JOIN ${words} AS words USING (decision_id)
    WHERE decided_at <= ${until}::TIMESTAMP)`;
  return {
    relation: judgedBy(sql`resolved`),
    atFirstWord: judgedBy(FIRST_WORDS),
    absent: new Set(),
    verdicts,
    known: 0,
  };
}
