import { raw, type Sql, sql } from '../store/sql.ts';
import { besideIn } from './beside.ts';
import type { Foreign, ForeignAsked } from './foreign.ts';

/** Output of Amazon A2I: one object for each human loop. */
export const A2I: Foreign = {
  name: 'a2i',
  tool: 'Amazon A2I',
  expects: 'output.json of human loops (humanLoopName, humanAnswers, inputContent)',
  signs: [['humanLoopName', 'humanAnswers', 'inputContent']],
  options: {
    absent:
      'override, where a moderation label that nobody confirmed counts as refused; else such a verdict is unsure',
    sampling: 'percentage of the Sampling condition, where the output does not repeat it',
    answer: 'path in answerContent of what people said, for tasks of your own, for example category.label',
    prediction: 'path in inputContent of what the AI said, for tasks of your own',
  },
  isWhole: 'never',
  chosenBy: 'Amazon A2I keeps only the decisions that people saw',
  time: 'decided_at is the start of the human loop, from the folders of its file (YYYY/MM/DD/hh/mm/ss), else its first answer; name a better time in --map, for example decided_at: inputContent.decidedAt',
  rows: async (asked) => ({ rows: rowsOf(asked), notes: [] }),
};

/** All conditions, also those within two levels of And and Or. */
const CONDITIONS = ['', '.Or[*]', '.And[*]', '.Or[*].And[*]', '.And[*].Or[*]']
  .map(
    (path) =>
      `json_extract(record, '$.inputContent.humanTaskActivationConditionResults.Conditions[*]${path}')`,
  )
  .join(' || ');

function rowsOf({ options: { absent, sampling, answer, prediction }, keepsRecords }: ForeignAsked): Sql {
  const beside = besideIn(keepsRecords);
  const pointer = (path: string): string => `/${path.replaceAll('.', '/')}`;
  const said = answer === undefined ? raw(SAID) : sql`json_extract_string(content, ${pointer(answer)})`;
  const predicted =
    prediction === undefined
      ? raw(PREDICTED)
      : sql`json_extract_string(record, ${`/inputContent${pointer(prediction)}`})`;
  return sql`
    WITH loops AS (
      SELECT n, record, (record ->> '$.humanLoopName') AS loop, (record ->> '$.awsManagedHumanLoopRequestSource') AS service,
        coalesce((record -> '$.inputContent.selectedAiServiceResponse'), (record -> '$.inputContent.aiServiceResponse')) AS ai,
        regexp_extract(label, '([0-9]{4})/([0-9]{2})/([0-9]{2})/([0-9]{2})/([0-9]{2})/([0-9]{2})/', ['y', 'mo', 'd', 'h', 'mi', 's']) AS folder,
        list_filter(${raw(CONDITIONS)}, lambda c: (c ->> '$.ConditionType') IS NOT NULL AND (c ->> '$.EvaluationResult') = 'true') AS reasons,
        coalesce(json_type(record, '$.humanAnswers'), '') <> 'ARRAY' OR coalesce(json_type(record, '$.inputContent'), '') <> 'OBJECT' AS is_broken
      FROM foreign_records JOIN foreign_labels USING (leeway_file) WHERE is_own),
    seen AS (
      SELECT *, list_distinct(list_transform(reasons, lambda c: (c ->> '$.ConditionType'))) AS types,
        list_filter(json_extract_string(ai, '$..confidence'), lambda c: c IS NOT NULL) AS confidences,
        list_sort(list_distinct(json_extract_string(ai, '$.moderationLabels[*].name') || json_extract_string(ai, '$.blocks[*].text'))) AS parts
      FROM loops WHERE NOT is_broken),
    answered AS (SELECT *, unnest(json_extract(record, '$.humanAnswers[*]')) AS given FROM seen),
    judged AS (
      SELECT *, (given -> '$.answerContent') AS content, service LIKE '%Rekognition%' AS moderates,
        list_sort(list_distinct(json_extract_string(given, '$.answerContent.*.moderationLabels[*].name') || json_extract_string(given, '$.answerContent.*.blocks[*].text'))) AS said
      FROM answered)
    SELECT n, 'refused' AS kind, 'humanAnswers is no list, or inputContent no object' AS why FROM loops WHERE is_broken
    UNION ALL BY NAME SELECT n, 'decision' AS kind, loop AS decision_id, coalesce(nullif(regexp_extract((record ->> '$.flowDefinitionArn'), 'flow-definition/(.+)$', 1), ''), 'a2i') AS domain,
      coalesce(CASE WHEN folder.y <> '' THEN folder.y || '-' || folder.mo || '-' || folder.d || 'T' || folder.h || ':' || folder.mi || ':' || folder.s || 'Z' END,
        list_min(json_extract_string(record, '$.humanAnswers[*].submissionTime'))) AS decided_at,
      CASE WHEN service IS NULL THEN (record ->> '$.inputContent.confidence')
        ELSE coalesce((list_min(list_transform(confidences, lambda c: TRY_CAST(c AS DOUBLE))) / 100)::VARCHAR, confidences[1]) END AS confidence,
      CASE WHEN service IS NULL THEN ${predicted} ELSE array_to_string(parts, ' | ') END AS ai_answer,
      coalesce((ai ->> '$.moderationModelVersion'), (ai ->> '$.analyzeDocumentModelVersion')) AS model,
      array_to_string(list_filter(types, lambda t: t <> 'Sampling'), '|') AS triggers,
      CASE WHEN list_has_any(types, ['Sampling']) AND len(types) = 1
          THEN coalesce((TRY_CAST(json_extract_string(list_filter(reasons, lambda c: (c ->> '$.ConditionType') = 'Sampling')[1], '$.ConditionParameters.RandomSamplingPercentage') AS DOUBLE) / 100)::VARCHAR,
            (TRY_CAST(${sampling ?? null}::VARCHAR AS DOUBLE) / 100)::VARCHAR)
        WHEN len(types) > 0 THEN '1' END AS review_probability FROM seen
    UNION ALL BY NAME SELECT n, CASE WHEN json_type(content) = 'OBJECT' THEN 'verdict' ELSE 'refused' END AS kind, 'an answer without answerContent' AS why,
      ${beside('humanAnswer', 'given')} AS beside, loop AS decision_id,
      CASE WHEN NOT coalesce(moderates, false) THEN NULL WHEN said = parts THEN 'agree' WHEN NOT list_has_all(parts, said) THEN 'override' ELSE ${absent === 'override' ? 'override' : 'unsure'} END AS verdict,
      CASE WHEN service IS NULL THEN ${said} ELSE nullif(array_to_string(said, ' | '), '') END AS human_answer,
      (given ->> '$.submissionTime') AS reviewed_at,
      coalesce((given ->> '$.workerMetadata.identityData.sub'), (given ->> '$.workerId')) AS reviewer_id,
      (given ->> '$.timeSpentInSeconds') AS duration_s FROM judged`;
}

/** What the templates of AWS answer, and what people usually call it. */
const SAID = `coalesce((content ->> '$.label'), (content ->> '$.answer'), (content ->> '$.verdict'), json_extract_string(content, '$.*.label')[1])`;
const PREDICTED = `coalesce((record ->> '$.inputContent.ai_answer'), (record ->> '$.inputContent.prediction'), (record ->> '$.inputContent.label'), (record ->> '$.inputContent.initialValue'))`;
