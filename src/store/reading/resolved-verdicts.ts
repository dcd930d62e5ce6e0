import { raw, type Sql } from '../sql.ts';

/**
 * Of a table of votes (decision_id, reviewer_id, reviewed_at, verdict, severity) one verdict a decision, known when the
 * last word was said. The last word of each reviewer counts; the majority's verdict stands, a tie is an override,
 * `unsure` does not vote.
 */
export function resolvedVotes(votes: string): Sql {
  // Nearly every decision has one vote, which is its verdict: only the others are counted out.
  return raw(`
    WITH several AS MATERIALIZED (SELECT h FROM (SELECT hash(decision_id) AS h FROM ${votes}) GROUP BY h HAVING count(*) > 1),
    last_words AS (
      SELECT * FROM ${votes} WHERE hash(decision_id) IN (FROM several) QUALIFY reviewer_id IS NULL OR row_number() OVER (
        PARTITION BY decision_id, reviewer_id ORDER BY reviewed_at DESC NULLS LAST, verdict = 'agree', verdict, severity) = 1),
    tallies AS (
      SELECT decision_id, count(*) FILTER (verdict = 'agree') AS agrees, count(*) FILTER (verdict = 'edit') AS edits,
        count(*) FILTER (verdict = 'override') AS overrides, max(reviewed_at) AS judged_at FROM last_words GROUP BY decision_id),
    outcomes AS (
      SELECT decision_id, CASE
        WHEN agrees + edits + overrides = 0 THEN 'unsure'
        WHEN agrees > edits + overrides THEN 'agree'
        WHEN agrees < edits + overrides AND edits > overrides THEN 'edit'
        ELSE 'override' END AS verdict, judged_at FROM tallies)
    SELECT decision_id, verdict, avg(severity ORDER BY severity) AS severity,
      any_value(judged_at) AS reviewed_at
    FROM outcomes LEFT JOIN last_words USING (decision_id, verdict) GROUP BY decision_id, verdict
    UNION ALL SELECT decision_id, verdict, severity, reviewed_at FROM ${votes} WHERE hash(decision_id) NOT IN (FROM several)`);
}

/**
 * Of such a table the first verdict on each decision, which no later one can change; of those of one moment the worst.
 * A verdict without a time may be the newest of all, and is none here.
 */
export function firstWords(votes: string): Sql {
  return raw(`(SELECT decision_id, verdict, severity, reviewed_at FROM ${votes} WHERE reviewed_at IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY decision_id ORDER BY reviewed_at, verdict = 'unsure', verdict = 'agree', verdict = 'edit',
    severity DESC NULLS LAST, reviewer_id) = 1)`);
}
