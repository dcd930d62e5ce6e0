import { raw } from '../store/sql.ts';
import type { Foreign } from './foreign.ts';

/** Answers that jev-eval keeps (its cache), each with its gold label, or labelled rows by themselves. */
export const JEV_EVAL: Foreign = {
  name: 'jev-eval',
  tool: 'jev-eval',
  expects: 'its cache of answers (question, answer, gold) or labelled rows (state, labels), as JSON lines',
  signs: [
    ['question', 'answer', 'gold'],
    ['state', 'labels'],
  ],
  options: {},
  isWhole: 'unless-said',
  chosenBy: 'labelled rows are a batch that somebody put together',
  time: 'jev-eval has no time, so that no drift is seen and no backtest is possible: decided_at is meta.decided_at; else give one to all in --map, for example decided_at: { constant: "2026-05-04T00:00:00Z" }',
  rows: async () => ({ rows: raw(ROWS), notes: [] }),
};

/** As jev-eval scores them: the likeliest choice, the level nearest to a score, and for a yes or no twice the distance of P(yes) from a half. */
const ROWS = `
    WITH answers AS (
        SELECT n, record, (record ->> '$.type') AS type, coalesce((record ->> '$.meta.id'), (record ->> '$.state_hash'), (record ->> '$.row')) || '/' || (record ->> '$.id') AS decision_id,
          TRY_CAST((record ->> '$.answer.noul') AS DOUBLE) AS yes, TRY_CAST((record ->> '$.answer.score') AS DOUBLE) AS level,
          json_extract_string(record, '$.question.criteria[*]') AS levels,
          list_reverse_sort(list_transform(coalesce(json_keys(record, '$.answer.probabilities'), []), lambda k: {
            'p': TRY_CAST(json_extract_string(record, '/answer/probabilities/' || replace(replace(k, '~', '~0'), '/', '~1')) AS DOUBLE), 'choice': k})) AS choices
        FROM foreign_records WHERE is_own AND (record -> '$.answer') IS NOT NULL),
      labels AS (
        SELECT n, record, unnest(json_keys(record, '$.labels')) AS question,
          coalesce((record ->> '$.meta.id'), left(sha256((record -> '$.state')::VARCHAR), 16)) AS row_id FROM foreign_records WHERE is_own AND (record -> '$.answer') IS NULL)
    SELECT n, 'refused' AS kind, 'an answer that is none' AS why FROM answers WHERE coalesce(json_type(record, '$.answer'), '') <> 'OBJECT'
    UNION ALL BY NAME SELECT n, 'decision' AS kind, decision_id, coalesce((record ->> '$.id'), 'jev-eval') AS domain, (record ->> '$.meta.decided_at') AS decided_at,
      CASE type WHEN 'noul' THEN (abs(yes - 0.5) * 2)::VARCHAR ELSE coalesce((record ->> '$.answer.confidence'), choices[1].p::VARCHAR) END AS confidence,
      CASE type WHEN 'noul' THEN CASE WHEN yes >= 0.5 THEN 'true' ELSE 'false' END
        WHEN 'score' THEN levels[least(greatest(round_even(level, 0), 0), len(levels) - 1)::INTEGER + 1]
        ELSE coalesce(choices[1].choice, (record ->> '$.answer.choice')) END AS ai_answer,
      (record ->> '$.model') AS model, (record ->> '$.meta.amount') AS amount FROM answers WHERE json_type(record, '$.answer') = 'OBJECT'
    UNION ALL BY NAME SELECT n, 'verdict' AS kind, decision_id, (record ->> '$.gold') AS human_answer FROM answers WHERE json_type(record, '$.answer') = 'OBJECT'
    UNION ALL BY NAME SELECT n, 'verdict' AS kind, row_id || '/' || question AS decision_id,
      json_extract_string(record, '/labels/' || replace(replace(question, '~', '~0'), '/', '~1')) AS human_answer FROM labels`;
