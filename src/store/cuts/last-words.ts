import type { Database } from '../database.ts';
import { type Sql, sql } from '../sql.ts';

/**
 * Makes `cut_words`: the last word of each reviewer on each of `cut_rows`, but `unsure`. Who gave no name may be anybody:
 * each of their words stands. `several` says whether others spoke of the same decision.
 *
 * @param votes a table of (decision_id, reviewer_id, reviewed_at, verdict, severity, blind, duration_s, rubric)
 */
export async function makeLastWords(db: Database, votes: Sql): Promise<void> {
  await db.run(sql`CREATE OR REPLACE TEMP TABLE cut_words AS
    WITH said AS MATERIALIZED (
        SELECT decision_id, nullif(reviewer_id, '') AS reviewer, votes.reviewed_at, votes.verdict, votes.severity,
          blind, duration_s, rubric, weight, confidence FROM ${votes} AS votes JOIN cut_rows USING (decision_id)),
      several AS MATERIALIZED (SELECT h FROM (SELECT hash(decision_id) AS h FROM said) GROUP BY h HAVING count(*) > 1),
      words AS (
        SELECT *, false AS several FROM said WHERE hash(decision_id) NOT IN (FROM several)
        UNION ALL SELECT *, true AS several FROM said WHERE hash(decision_id) IN (FROM several)
          QUALIFY reviewer IS NULL OR row_number() OVER (PARTITION BY decision_id, reviewer
            ORDER BY reviewed_at DESC NULLS LAST, verdict = 'agree', verdict, severity) = 1)
    SELECT * EXCLUDE (verdict, severity), verdict <> 'agree' AS wrong FROM words WHERE verdict <> 'unsure'`);
}
