import { raw } from '../store/sql.ts';
import { fromAssessments, SCORE_OPTIONS } from './assessments.ts';
import type { Foreign } from './foreign.ts';
import { sinceEpoch } from './utc.ts';

/** Traces of MLflow with the assessments on them, or assessments by themselves. */
export const MLFLOW: Foreign = {
  name: 'mlflow',
  tool: 'MLflow',
  expects:
    'traces (info, data, or trace_id and assessments) or assessments (trace_id, source, feedback or expectation)',
  signs: [
    ['info', 'data'],
    ['trace_id', 'assessments'],
    ['trace_id', 'source', 'feedback'],
    ['trace_id', 'source', 'expectation'],
  ],
  envelope: 'traces',
  belongTogether: true,
  options: SCORE_OPTIONS,
  isWhole: 'yes',
  time: 'decided_at is when the request came, else when its confidence was noted; name a better time in --map, for example decided_at: tags.decided_at',
  rows: (asked) =>
    fromAssessments(asked, {
      word: 'assessment',
      domain: 'mlflow',
      assessments: raw(`
    WITH parts AS (
        SELECT n, record AS one, (record ->> '$.trace_id') AS trace FROM foreign_records WHERE is_own AND (record -> '$.source') IS NOT NULL
        UNION ALL SELECT n, unnest(json_extract(record, '$.assessments[*]') || json_extract(record, '$.info.assessments[*]')), ${TRACE} FROM foreign_records
          WHERE is_own AND (record -> '$.source') IS NULL),
      named AS (SELECT *, coalesce((one ->> '$.assessment_id'), (one ->> '$._assessment_id')) AS id, upper(one ->> '$.source.source_type') AS kind FROM parts)
    SELECT n, coalesce((one ->> '$.span_id'), (one ->> '$.trace_id'), trace) AS unit, coalesce((one ->> '$.trace_id'), trace) AS wider,
      coalesce((one ->> '$.name'), (one ->> '$.assessment_name')) AS name, CASE WHEN kind = 'HUMAN' THEN 'human' ELSE 'machine' END AS given_by,
      (one ->> '$.feedback.value') AS score, NULL::VARCHAR AS label, coalesce((one ->> '$.expectation.value'), (one ->> '$.expectation.serialized_value.value')) AS expected,
      coalesce(${sinceEpoch(`(one ->> '$.last_update_time_ms')`, 'ms')}, (one ->> '$.last_update_time'),
        ${sinceEpoch(`(one ->> '$.create_time_ms')`, 'ms')}, (one ->> '$.create_time')) AS noted_at,
      (one ->> '$.source.source_id') AS who,
      CASE WHEN id IN (SELECT (one ->> '$.overrides') FROM named WHERE (one ->> '$.overrides') IS NOT NULL) THEN 'an assessment that a later one overrides'
        WHEN (one ->> '$.valid') = 'false' THEN 'an assessment that is marked as not valid'
        WHEN coalesce(json_type(one, '$.error'), 'NULL') <> 'NULL' THEN 'an assessment that failed'
        WHEN coalesce(json_type(one, '$.feedback.value'), json_type(one, '$.expectation.value'), json_type(one, '$.expectation.serialized_value.value'), 'NULL') = 'NULL'
          THEN 'an assessment without a value' END AS why,
      json_object('assessment', one) AS beside FROM named`),
      subjects: raw(`
    SELECT n, CASE WHEN coalesce(json_type(record, '$.assessments'), json_type(record, '$.info.assessments'), 'NULL') IN ('ARRAY', 'NULL') THEN ${TRACE} END AS unit, ${TRACE} AS wider,
      coalesce(${about('domain')}, ${about('mlflow.traceName')}, (record ->> '$.info.trace_location.mlflow_experiment.experiment_id')) AS domain,
      coalesce(${about('model')}, ${about('mlflow.modelId')}) AS model, ${about('amount')} AS amount,
      coalesce(${sinceEpoch(`coalesce((record ->> '$.info.request_time'), (record ->> '$.request_time'), (record ->> '$.info.timestamp_ms'), (record ->> '$.timestamp_ms'))`, 'ms')}) AS decided_at,
      CASE WHEN left(response, 1) = '"' AND json_valid(response) THEN (response::JSON ->> '$') ELSE response END AS ai_answer, record AS beside
    FROM (SELECT *, coalesce((record ->> '$.response'), (record ->> '$.info.response_preview'), (record ->> '$.response_preview')) AS response
      FROM foreign_records WHERE is_own AND (record -> '$.source') IS NULL)`),
    }),
};

const TRACE = `coalesce((record ->> '$.info.trace_id'), (record ->> '$.info.request_id'), (record ->> '$.trace_id'), (record ->> '$.request_id'))`;

/** What a tag of the trace says, or its metadata. */
function about(name: string): string {
  const places = ['tags', 'info/tags', 'trace_metadata', 'info/trace_metadata', 'info/request_metadata'];
  return `coalesce(${places.map((place) => `(record ->> '/${place}/${name}')`).join(', ')})`;
}
