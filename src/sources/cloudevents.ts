import { raw } from '../store/sql.ts';
import type { Foreign } from './foreign.ts';

/** CloudEvents 1.0, one a line or in a batch, whose data has the contract's own names. */
export const CLOUDEVENTS: Foreign = {
  name: 'cloudevents',
  tool: 'CloudEvents',
  expects: 'events in JSON (specversion, id, source, type) whose data is an object',
  signs: [['specversion', 'id', 'source', 'type']],
  options: {},
  isWhole: 'yes',
  time: 'decided_at is data.decided_at, else the time of the event',
  rows: async () => ({ rows: raw(ROWS), notes: [] }),
};

/** The same source and id is the same event, sent again (CloudEvents 1.0, id). */
const ROWS = `
    WITH events AS (
      SELECT n, record, json_type(record, '$.data') AS shape, (record ->> '$.data.decision_id') AS decision_id,
        row_number() OVER (PARTITION BY (record ->> '$.source'), (record ->> '$.id') ORDER BY n) > 1 AS is_again,
        (record -> '$.data.confidence') IS NOT NULL AS decides, coalesce((record ->> '$.data.verdict'), (record ->> '$.data.human_answer')) IS NOT NULL AS judges,
        1 / nullif(TRY_CAST((record ->> '$.sampledrate') AS DOUBLE), 0) AS sampled FROM foreign_records WHERE is_own),
      fresh AS (SELECT * FROM events WHERE shape = 'OBJECT' AND NOT is_again),
      rates AS (SELECT decision_id, max(sampled) AS sampled FROM fresh WHERE judges AND sampled IS NOT NULL GROUP BY decision_id)
    SELECT n, 'refused' AS kind, 'data is no JSON object' AS why FROM events WHERE coalesce(shape, '') <> 'OBJECT'
    UNION ALL BY NAME SELECT n, 'aside' AS kind, 'an event that was sent again (same source and id)' AS why FROM events WHERE shape = 'OBJECT' AND is_again
    UNION ALL BY NAME SELECT n, 'aside' AS kind, 'an event that has neither a confidence nor a verdict' AS why FROM fresh WHERE NOT decides AND NOT judges
    UNION ALL BY NAME SELECT n, 'decision' AS kind, decision_id, coalesce((record ->> '$.data.domain'), (record ->> '$.subject'), 'cloudevents') AS domain,
      coalesce((record ->> '$.data.decided_at'), (record ->> '$.time')) AS decided_at, (record ->> '$.data.confidence') AS confidence,
      (record ->> '$.data.ai_answer') AS ai_answer, (record ->> '$.data.model') AS model, (record ->> '$.data.amount') AS amount,
      (record ->> '$.data.currency') AS currency, (record ->> '$.data.triggers') AS triggers, (record ->> '$.data.route') AS route,
      (record ->> '$.data.policy') AS policy,
      coalesce((record ->> '$.data.review_probability'), fresh.sampled::VARCHAR, rates.sampled::VARCHAR) AS review_probability
      FROM fresh LEFT JOIN rates USING (decision_id) WHERE decides
    UNION ALL BY NAME SELECT n, 'verdict' AS kind, decision_id, (record ->> '$.data.verdict') AS verdict, (record ->> '$.data.human_answer') AS human_answer,
      coalesce((record ->> '$.data.reviewed_at'), (record ->> '$.time')) AS reviewed_at,
      coalesce((record ->> '$.data.reviewer_id'), (record ->> '$.authid')) AS reviewer_id, (record ->> '$.data.severity') AS severity,
      (record ->> '$.data.blind') AS blind, (record ->> '$.data.duration_s') AS duration_s FROM fresh WHERE judges`;
