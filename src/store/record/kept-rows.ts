import type { Database } from '../database.ts';
import type { JudgedRows } from '../reading/decision-rows.ts';
import { firstWords, resolvedVotes } from '../reading/resolved-verdicts.ts';
import { raw, type Sql, sql, text } from '../sql.ts';

/**
 * The decisions of a store up to a moment, each with the verdict that stood then. Words that a reviewer did not give are
 * read from the answers; verdicts on decisions that are not there yet wait.
 *
 * @param until ISO time
 * @param often whether the rows are read more than once or twice: then what the votes say is worked out beforehand
 * @param only one domain; null means all
 * @param throughRun rows of later ingest runs are left out; null means none
 */
export async function keptRows(
  db: Database,
  until: string,
  {
    often,
    only,
    throughRun = null,
  }: { readonly often: boolean; readonly only: string | null; readonly throughRun?: number | null },
): Promise<JudgedRows> {
  const runs = throughRun === null ? raw('') : sql`AND run <= ${text(String(throughRun))}::INTEGER`;
  const decisions = sql`(FROM decisions WHERE decided_at <= ${text(until)}::TIMESTAMP ${ofDomain(only)} ${runs})`;
  const which = sql`(reviewed_at IS NULL OR reviewed_at <= ${text(until)}::TIMESTAMP) ${throughRun === null ? raw('') : sql`AND verdicts.run <= ${text(String(throughRun))}::INTEGER`}`;
  // A view and a table cannot take each other's place.
  const [kind, votes, resolved] = often
    ? ['TABLE', 'record_votes', 'record_resolved']
    : ['VIEW', 'votes_now', 'resolved_now'];
  await db.run(
    sql`CREATE OR REPLACE TEMP ${raw(kind)} ${raw(votes)} AS ${await votesOn(db, decisions, which)}`,
  );
  await db.run(sql`CREATE OR REPLACE TEMP ${raw(kind)} ${raw(resolved)} AS ${resolvedVotes(votes)}`);
  return {
    relation: judgedBy(decisions, raw(resolved)),
    atFirstWord: judgedBy(decisions, firstWords(votes)),
    absent: new Set(),
    verdicts: often ? await db.count(raw(votes)) : null,
    known: 0,
  };
}

/** The end of a condition on `decisions`: that they are of a domain. */
export function ofDomain(only: string | null): Sql {
  return only === null
    ? raw('')
    : sql`AND circumstances IN (SELECT id FROM circumstances WHERE domain = ${text(only)})`;
}

/**
 * The votes on some decisions, each with its word, and how it came about.
 *
 * @param decisions rows of `decisions`
 * @param which a condition on `verdicts`
 * @param verdicts rows of it, those on these decisions among them; all unless told otherwise
 */
export async function votesOn(
  db: Database,
  decisions: Sql,
  which: Sql,
  verdicts = raw('verdicts'),
): Promise<Sql> {
  // Only a word that is read from the answers can say what another vote says.
  const isDoubtful = await db.exists(raw('FROM verdicts WHERE verdict IS NULL'));
  const [circumstances, once] = isDoubtful
    ? [
        'bool_and(blind) AS blind, min(duration_s) AS duration_s, min(rubric) AS rubric',
        'GROUP BY 1, 2, 3, 4, 5',
      ]
    : ['blind, duration_s, rubric', ''];
  return sql`SELECT verdicts.decision_id, reviewer_id, reviewed_at,
      coalesce(verdict, CASE WHEN verdicts.answer = decided.answer THEN 'agree' ELSE 'override' END) AS verdict, severity, ${raw(circumstances)}
    FROM ${verdicts} AS verdicts JOIN ${decisions} AS decided USING (decision_id)
    WHERE (verdict IS NOT NULL OR decided.answer IS NOT NULL) AND ${which} ${raw(once)}`;
}

/**
 * Some decisions with their circumstances, each with the word on it.
 *
 * @param decisions rows of `decisions`
 * @param words a verdict for each decision that has one
 */
export function judgedBy(decisions: Sql, words: Sql): Sql {
  return sql`(
    SELECT decision_id, domain, model, decided_at, confidence, amount, triggers,
      coalesce(review_probability, CASE WHEN route = 'in-the-loop' THEN 1 END) AS inclusion, policy, segments,
      words.verdict, words.severity, words.reviewed_at, NULL::UTINYINT AS rule
    FROM ${decisions} AS decided JOIN circumstances ON circumstances.id = decided.circumstances LEFT JOIN ${words} AS words USING (decision_id))`;
}
