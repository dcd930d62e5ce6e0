import { raw, type Sql, sql } from '../store/sql.ts';
import type { Foreign } from './foreign.ts';
import { sinceEpoch } from './utc.ts';

/** Annotations of Prodigy (`db-out`) that accept or reject what a model suggested. */
export const PRODIGY: Foreign = {
  name: 'prodigy',
  tool: 'Prodigy',
  expects: 'annotated tasks (answer, _input_hash, _task_hash), as db-out writes them',
  signs: [['answer', '_task_hash']],
  options: {
    score:
      'suggestion, where the score is how likely the suggestion is right; else it is P(label), and below 0.5 the AI says "not"',
  },
  isWhole: 'unless-said',
  chosenBy: 'Prodigy keeps only what people saw, and its recipes choose that by the score',
  time: 'decided_at is meta.decided_at, else the time of the answer (_timestamp), which old versions do not have; name it in --map, for example decided_at: meta.created',
  rows: async ({ options }) => ({ rows: rowsOf(options), notes: [] }),
};

function rowsOf({ score }: Readonly<Record<string, string>>): Sql {
  const isSuggestion = score === 'suggestion';
  const confidence = raw(isSuggestion ? 'score' : 'CASE WHEN p < 0.5 THEN (1 - p)::VARCHAR ELSE score END');
  const verdict = raw(
    `CASE answer WHEN 'ignore' THEN 'unsure' WHEN 'accept' THEN CASE WHEN says_no THEN 'override' ELSE 'agree' END
      WHEN 'reject' THEN CASE WHEN says_no THEN 'agree' ELSE 'override' END ELSE answer END`,
  );
  return sql`
    WITH tasks AS (
      SELECT *, coalesce(p < 0.5 AND ${!isSuggestion}, false) AS says_no FROM (
        SELECT *, TRY_CAST(score AS DOUBLE) AS p FROM (
          SELECT n, record, (record ->> '$._task_hash') AS id, (record ->> '$.answer') AS answer, ${raw(LABEL)} AS label,
            coalesce((record ->> '$.meta.score'), (record ->> '$.score'), (record ->> '$.spans[0].score')) AS score,
            ${raw(sinceEpoch(`(record ->> '$._timestamp')`, 's'))} AS answered,
            coalesce((record ->> '$._annotator_id'), (record ->> '$._session_id')) AS who FROM foreign_records WHERE is_own)))
    SELECT n, 'decision' AS kind, coalesce((record ->> '$.meta.decision_id'), id) AS decision_id, coalesce((record ->> '$.meta.domain'), label, 'prodigy') AS domain,
      coalesce((record ->> '$.meta.decided_at'), answered) AS decided_at, ${confidence} AS confidence,
      CASE WHEN says_no THEN 'not ' || label ELSE label END AS ai_answer, coalesce((record ->> '$.meta.model'), (record ->> '$.model')) AS model,
      (record ->> '$.meta.amount') AS amount, (record ->> '$.meta.review_probability') AS review_probability
      FROM tasks QUALIFY row_number() OVER (PARTITION BY id, label, score ORDER BY answered, n) = 1 OR id IS NULL
    UNION ALL BY NAME SELECT n, 'verdict' AS kind, coalesce((record ->> '$.meta.decision_id'), id) AS decision_id, ${verdict} AS verdict, answered AS reviewed_at, who AS reviewer_id, 'false' AS blind FROM tasks`;
}

const LABEL = `coalesce((record ->> '$.label'), (record ->> '$.spans[0].label'), (record ->> '$.options[0].id'))`;
