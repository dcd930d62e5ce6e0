import { raw, type Sql, sql } from '../store/sql.ts';
import { besideIn } from './beside.ts';
import type { Foreign, ForeignAsked } from './foreign.ts';

/** JSON export of Label Studio: tasks, each with the model's predictions and people's annotations. */
export const LABEL_STUDIO: Foreign = {
  name: 'label-studio',
  tool: 'Label Studio',
  expects: 'tasks with data, predictions and annotations (its JSON export)',
  signs: [
    ['data', 'annotations'],
    ['data', 'predictions'],
  ],
  options: {
    control: 'name of the control tag (from_name) that holds the answer; else all that the prediction fills',
    model: 'model_version of the predictions to read; else the last prediction of each task',
    difference: 'edit, where people correct answers rather than refuse them; else override',
  },
  isWhole: 'unless-said',
  chosenBy: 'an export holds only annotated tasks, unless all were asked for',
  time: 'decided_at is data.decided_at, else when the prediction or the task was made; name a better time in --map, for example decided_at: data.created',
  rows: async (asked) => ({ rows: rowsOf(asked), notes: [] }),
};

function rowsOf({ options: { control, model, difference }, keepsRecords }: ForeignAsked): Sql {
  const beside = besideIn(keepsRecords);
  const eligible =
    model === undefined
      ? raw('predictions')
      : sql`list_filter(predictions, lambda p: (p ->> '$.model_version') = ${model})`;
  const names =
    control === undefined
      ? raw(`json_extract_string(prediction, '$.result[*].from_name')`)
      : sql`[${control}::VARCHAR]`;
  const word =
    difference === 'edit'
      ? raw(`CASE WHEN answer = ai_answer THEN 'agree' ELSE 'edit' END`)
      : raw('NULL::VARCHAR');
  return sql`
    WITH tasks AS (
      SELECT n, record, json_extract(record, '$.predictions[*]') AS predictions, json_extract(record, '$.annotations[*]') AS annotations,
        coalesce(json_type(record, '$.data'), '') <> 'OBJECT' OR coalesce(json_type(record, '$.annotations'), 'NULL') NOT IN ('ARRAY', 'NULL')
          OR coalesce(json_type(record, '$.predictions'), 'NULL') NOT IN ('ARRAY', 'NULL') AS is_broken
      FROM foreign_records WHERE is_own),
    chosen AS (SELECT *, list_last(${eligible}) AS prediction FROM tasks WHERE NOT is_broken),
    predicted AS (
      SELECT *, ${names} AS names, (record ->> '$.id') AS id FROM chosen WHERE prediction IS NOT NULL),
    decisions AS (
      SELECT *, coalesce((record ->> '$.data.decision_id'), id) AS decision_id, ${answer('prediction')} AS ai_answer,
        list_bool_or(list_transform(annotations, lambda a: ${raw(IS_TRUTH)})) AS has_truth
      FROM predicted),
    annotated AS (SELECT *, unnest(annotations) AS annotation FROM decisions),
    judged AS (
      SELECT *, ${answer('annotation')} AS answer, CASE
        WHEN coalesce((annotation ->> '$.was_cancelled'), '') = 'true' THEN 'the annotator skipped it'
        WHEN json_extract_string(annotation, '$.reviews[#-1].accepted') = 'false' THEN 'a second reviewer rejected the annotation'
        WHEN has_truth AND NOT ${raw(IS_TRUTH.replaceAll('a ->>', 'annotation ->>'))} THEN 'an annotation beside a ground truth, which stands'
        END AS why
      FROM annotated)
    SELECT n, 'refused' AS kind, 'data is no object, or annotations or predictions are no list' AS why FROM tasks WHERE is_broken
    UNION ALL BY NAME SELECT n, 'aside' AS kind, 'a task without a prediction${raw(model === undefined ? '' : ' of that model')}' AS why FROM chosen WHERE prediction IS NULL
    UNION ALL BY NAME SELECT n, 'decision' AS kind, ${beside('prediction', 'prediction')} AS beside, decision_id,
      coalesce((record ->> '$.data.domain'), 'project ' || (record ->> '$.project'), 'label-studio') AS domain,
      coalesce((record ->> '$.data.decided_at'), (prediction ->> '$.created_at'), (record ->> '$.created_at'),
        list_min(json_extract_string(record, '$.annotations[*].created_at'))) AS decided_at,
      (prediction ->> '$.score') AS confidence, ai_answer, nullif((prediction ->> '$.model_version'), 'undefined') AS model,
      (record ->> '$.data.amount') AS amount, (record ->> '$.data.review_probability') AS review_probability FROM decisions
    UNION ALL BY NAME SELECT n, CASE WHEN why IS NOT NULL THEN 'aside' WHEN json_type(annotation, '$.result') = 'ARRAY' THEN 'verdict' ELSE 'refused' END AS kind,
      coalesce(why, 'an annotation without a result') AS why, ${beside('annotation', 'annotation')} AS beside,
      decision_id, ${word} AS verdict, answer AS human_answer,
      coalesce((annotation ->> '$.updated_at'), (annotation ->> '$.created_at')) AS reviewed_at,
      coalesce((annotation ->> '$.completed_by.id'), (annotation ->> '$.completed_by.email'), (annotation ->> '$.completed_by')) AS reviewer_id,
      (annotation ->> '$.lead_time') AS duration_s, CASE WHEN (annotation ->> '$.parent_prediction') IS NOT NULL THEN 'false' END AS blind FROM judged`;
}

const IS_TRUTH = `coalesce((a ->> '$.ground_truth') = 'true' AND coalesce((a ->> '$.was_cancelled'), '') <> 'true', false)`;

/** What the results under the named control tags say, in one text, whatever their order; regions in full. */
function answer(of: string): Sql {
  return raw(`coalesce(nullif(array_to_string(list_sort(list_transform(
    list_filter(json_extract(${of}, '$.result[*]'), lambda r: list_contains(names, (r ->> '$.from_name'))),
    lambda r: CASE WHEN json_type(r, '$.value.choices') = 'ARRAY' THEN array_to_string(list_sort(json_extract_string(r, '$.value.choices[*]')), ' | ')
      ELSE coalesce((r -> '$.value')::VARCHAR, r::VARCHAR) END)), ' & '), ''), '(nothing)')`);
}
