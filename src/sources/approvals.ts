import { raw, type Sql, sql } from '../store/sql.ts';

/** What every log of approvals lacks. */
export const APPROVALS = {
  isWhole: 'never',
  chosenBy: 'only calls for which the agent asked are in a log of approvals',
  time: 'decided_at is when the agent asked (asked_at), else the time of the answer; name a better time in --map, for example decided_at: requested',
  note: 'an approval is a click: it is taken for a check, which is right only where people really look',
} as const;

/**
 * Rows for approvals of single calls.
 *
 * @param calls n, record, id, tool, said (`approve`, `edit`, `reject` or `respond`), always (whether nobody was asked)
 */
export function approvalRows(calls: Sql): Sql {
  return sql`
    WITH calls AS (SELECT *, ${raw(ANSWERED)} AS answered FROM (${calls}))
    SELECT n, 'refused' AS kind, 'no tool call, or no answer to it' AS why FROM calls WHERE said IS NULL OR tool IS NULL
    UNION ALL BY NAME SELECT n, 'aside' AS kind, CASE WHEN always THEN 'approved always: nobody looked at this one' ELSE 'a reply in place of the tool, which judges nothing' END AS why
      FROM calls WHERE said IS NOT NULL AND tool IS NOT NULL AND (always OR said = 'respond')
    UNION ALL BY NAME SELECT n, 'decision' AS kind, id AS decision_id, tool AS domain, coalesce((record ->> '$.asked_at'), answered) AS decided_at,
      (record ->> '$.confidence') AS confidence, (record ->> '$.model') AS model, (record ->> '$.amount') AS amount,
      (record ->> '$.review_probability') AS review_probability FROM calls WHERE NOT always AND said <> 'respond' AND tool IS NOT NULL
    UNION ALL BY NAME SELECT n, 'verdict' AS kind, id AS decision_id, CASE said WHEN 'approve' THEN 'agree' WHEN 'reject' THEN 'override' ELSE said END AS verdict,
      answered AS reviewed_at, ${raw(REVIEWER)} AS reviewer_id FROM calls WHERE NOT always AND said <> 'respond' AND tool IS NOT NULL`;
}

/** When the answer was given. */
export const ANSWERED = `coalesce((record ->> '$.at'), (record ->> '$.ts'), (record ->> '$.timestamp'), (record ->> '$.created_at'))`;
const REVIEWER = `coalesce((record ->> '$.reviewer_id'), (record ->> '$.reviewer'), (record ->> '$.user_id'))`;
