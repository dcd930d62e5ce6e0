import { raw } from '../store/sql.ts';
import { fromAssessments, SCORE_OPTIONS } from './assessments.ts';
import type { Foreign } from './foreign.ts';

/** Annotations of Arize Phoenix, and the spans that they are on. */
export const PHOENIX: Foreign = {
  name: 'phoenix',
  tool: 'Phoenix',
  expects:
    'annotations (name, annotator_kind, result) and spans (context, span_kind), as its API or its data frames give them',
  signs: [
    ['annotator_kind', 'name'],
    ['annotator_kind', 'annotation_name'],
    ['context', 'span_kind'],
    ['context.span_id', 'span_kind'],
  ],
  envelope: 'data',
  belongTogether: true,
  options: SCORE_OPTIONS,
  isWhole: 'yes',
  time: 'decided_at is the start of the span, else the time of its confidence annotation; name a better time in --map, for example decided_at: metadata.decided_at',
  rows: (asked) =>
    fromAssessments(asked, {
      word: 'annotation',
      domain: 'phoenix',
      // Where a decision model says of itself how sure it is, the scores of judges are none of its confidence.
      assessments: raw(`
    SELECT n, coalesce((record ->> '$.span_id'), (record ->> '$.trace_id')) AS unit, (record ->> '$.trace_id') AS wider,
      coalesce((record ->> '$.name'), (record ->> '$.annotation_name')) AS name,
      CASE WHEN kind = 'HUMAN' THEN 'human' WHEN kind <> 'DECISION' AND bool_or(kind = 'DECISION') OVER () THEN 'judge' ELSE 'machine' END AS given_by,
      ${result('score')} AS score, ${result('label')} AS label, NULL::VARCHAR AS expected,
      coalesce((record ->> '$.updated_at'), (record ->> '$.created_at')) AS noted_at,
      coalesce((record ->> '$.user_id'), nullif((record ->> '$.identifier'), '')) AS who,
      CASE WHEN coalesce((record ->> '$.span_id'), (record ->> '$.trace_id')) IS NULL THEN 'an annotation of neither a span nor a trace'
        WHEN ${result('score')} IS NULL AND ${result('label')} IS NULL THEN 'an annotation without a result' END AS why, record AS beside
    FROM (SELECT *, upper(record ->> '$.annotator_kind') AS kind FROM foreign_records WHERE is_own AND (record ->> '$.annotator_kind') IS NOT NULL)`),
      subjects: raw(`
    SELECT n, ${either('context', 'span_id')} AS unit, ${either('context', 'trace_id')} AS wider,
      coalesce(${either('attributes', 'metadata.domain')}, (record ->> '$.attributes.metadata.domain'), (record ->> '$.name')) AS domain,
      coalesce(${either('attributes', 'llm.model_name')}, (record ->> '$.attributes.llm.model_name')) AS model,
      coalesce(${either('attributes', 'output.value')}, (record ->> '$.attributes.output.value')) AS ai_answer,
      ${either('attributes', 'metadata.amount')} AS amount, (record ->> '$.start_time') AS decided_at, record AS beside
    FROM foreign_records WHERE is_own AND (record ->> '$.annotator_kind') IS NULL`),
    }),
};

function result(part: 'score' | 'label'): string {
  return `coalesce((record ->> '$.result.${part}'), (record ->> '/result.${part}'), (record ->> '$.${part}'))`;
}

/** A value within an object, or under the two names together, as a data frame has it. */
function either(object: string, name: string): string {
  return `coalesce((record ->> '/${object}/${name}'), (record ->> '/${object}.${name}'))`;
}
