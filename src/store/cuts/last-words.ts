import type { Database } from '../database.ts';
import { raw, type Sql, sql } from '../sql.ts';

/**
 * Makes `cut_words`: the last word of each reviewer on each of `cut_rows`, but `unsure`. Who gave no name may be anybody:
 * each of their words stands. `decision` is a place in `cut_rows`; `several` says whether others spoke of it too.
 *
 * @param votes a table of (decision_id, reviewer_id, reviewed_at, verdict, severity, blind, duration_s, rubric)
 */
export async function makeLastWords(db: Database, votes: Sql): Promise<void> {
  await db.run(sql`CREATE OR REPLACE TEMP TABLE cut_words AS
    SELECT cut_rows.rowid AS decision, nullif(reviewer_id, '') AS reviewer, votes.reviewed_at, votes.verdict, votes.severity,
      votes.verdict <> 'agree' AS wrong, false AS several, blind, duration_s, rubric, weight, confidence
    FROM ${votes} AS votes JOIN cut_rows USING (decision_id)`);
  // Nearly every decision has one word on it: only the others are written anew.
  await db.run(
    raw(`CREATE OR REPLACE TEMP TABLE cut_several AS
      SELECT * REPLACE (true AS several) FROM cut_words
      WHERE decision IN (SELECT decision FROM cut_words GROUP BY decision HAVING count(*) > 1)`),
  );
  if (await db.exists(raw('FROM cut_several'))) {
    await db.run(raw('DELETE FROM cut_words WHERE decision IN (SELECT decision FROM cut_several)'));
    await db.run(
      raw(`INSERT INTO cut_words FROM cut_several QUALIFY reviewer IS NULL OR row_number() OVER (PARTITION BY decision, reviewer
        ORDER BY reviewed_at DESC NULLS LAST, verdict = 'agree', verdict, severity) = 1`),
    );
  }
  await db.run(raw(`DELETE FROM cut_words WHERE verdict = 'unsure'`));
}
