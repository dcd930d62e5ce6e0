import { raw } from '../store/sql.ts';
import { fromAssessments, SCORE_OPTIONS } from './assessments.ts';
import type { Foreign } from './foreign.ts';
import { utc } from './utc.ts';

/** Export or API answers of Langfuse: scores, and the observations that they score. */
export const LANGFUSE: Foreign = {
  name: 'langfuse',
  tool: 'Langfuse',
  expects:
    'scores (name, source, value) and observations (type, start_time), as its export or its API gives them',
  signs: [
    ['name', 'source', 'trace_id', 'data_type'],
    ['name', 'source', 'traceId', 'dataType'],
    ['name', 'source', 'trace_id', 'value'],
    ['type', 'start_time', 'trace_id'],
    ['type', 'startTime', 'traceId'],
  ],
  envelope: 'data',
  belongTogether: true,
  options: SCORE_OPTIONS,
  isWhole: 'yes',
  time: 'decided_at is the start of the observation, else the time of its confidence score; name a better time in --map, for example decided_at: metadata.decided_at',
  rows: (asked) =>
    fromAssessments(asked, {
      word: 'score',
      domain: 'langfuse',
      assessments: raw(`
    SELECT * EXCLUDE (id, updated), CASE
        WHEN id IS NOT NULL AND row_number() OVER (PARTITION BY id ORDER BY updated DESC NULLS LAST, n DESC) > 1 THEN 'an older version of the same score'
        WHEN name IS NULL THEN 'a score without a name'
        WHEN unit IS NULL THEN 'a score of neither an observation nor a trace' END AS why
    FROM (SELECT n, (record ->> '$.id') AS id, coalesce(nullif(${either('observation_id', 'observationId')}, ''), ${either('trace_id', 'traceId')}) AS unit,
        ${either('trace_id', 'traceId')} AS wider, (record ->> '$.name') AS name,
        CASE WHEN upper(record ->> '$.source') = 'ANNOTATION' THEN 'human' ELSE 'machine' END AS given_by, (record ->> '$.value') AS score,
        CASE WHEN upper(${either('data_type', 'dataType')}) IN ('CATEGORICAL', 'TEXT') THEN ${either('string_value', 'stringValue')} END AS label,
        NULL::VARCHAR AS expected, ${utc(`(record ->> '$.timestamp')`)} AS noted_at, ${either('author_user_id', 'authorUserId')} AS who,
        ${utc(`coalesce(${either('updated_at', 'updatedAt')}, (record ->> '$.timestamp'))`)} AS updated, record AS beside
      FROM foreign_records WHERE is_own AND (record ->> '$.source') IS NOT NULL)`),
      subjects: raw(`
    SELECT n, (record ->> '$.id') AS unit, ${either('trace_id', 'traceId')} AS wider,
      coalesce((record ->> '$.metadata.domain'), ${either('trace_name', 'traceName')}, (record ->> '$.name')) AS domain,
      nullif(concat_ws(' ', ${either('provided_model_name', 'providedModelName')}, (record ->> '$.model'),
        ${either('prompt_name', 'promptName')} || coalesce('@' || ${either('prompt_version', 'promptVersion')}, ''), (record ->> '$.release')), '') AS model,
      ${utc(either('start_time', 'startTime'))} AS decided_at,
      (record ->> '$.output') AS ai_answer, (record ->> '$.metadata.amount') AS amount, record AS beside
    FROM foreign_records WHERE is_own AND (record ->> '$.source') IS NULL`),
    }),
};

/** A key by its name in the export, else by that in the API. */
function either(snake: string, camel: string): string {
  return `coalesce((record ->> '$.${snake}'), (record ->> '$.${camel}'))`;
}
