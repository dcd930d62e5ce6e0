import { Problem } from '../contracts/problem.ts';
import { raw, type Sql, sql, text } from '../store/sql.ts';
import type { Foreign, ForeignAsked, ForeignRows } from './foreign.ts';

/** Records of Argilla: suggestions of a model and responses of people, nested or flat. */
export const ARGILLA: Foreign = {
  name: 'argilla',
  tool: 'Argilla',
  expects:
    'records with suggestions and responses, nested (fields, suggestions) or flat (label.suggestion, label.responses)',
  signs: [
    ['fields', 'suggestions'],
    ['fields', 'suggestion'],
    ['fields', 'responses'],
    ['*.suggestion'],
    ['*.responses'],
    ['*.response'],
  ],
  options: { question: 'name of the question that is the decision; else the only one with a suggestion' },
  isWhole: 'yes',
  time: 'Argilla has no time of a decision: decided_at is metadata.decided_at; name where else it stands in --map, for example decided_at: metadata.created',
  rows: async (asked) => {
    const question = await questionOf(asked);
    return {
      rows: rowsOf(question),
      notes: [`the question is ${JSON.stringify(question)}`],
    } satisfies ForeignRows;
  },
};

/** @throws Problem configuration: several questions, or none of the name that was given */
async function questionOf({ db, options }: ForeignAsked): Promise<string> {
  const found = await db.column(
    raw(`SELECT DISTINCT question FROM (
      SELECT unnest(coalesce(json_keys(record, '$.suggestions'), []) || coalesce(json_keys(record, '$.suggestion'), [])) AS question FROM foreign_records WHERE is_own
      UNION ALL SELECT regexp_extract(key, '^(.*)\\.suggestion$', 1) FROM (SELECT unnest(json_keys(record)) AS key FROM foreign_records WHERE is_own) WHERE ends_with(key, '.suggestion')
    ) ORDER BY question`),
  );
  const names = found.map(String);
  const { question } = options;
  const listed = names.slice(0, 8).join(', ').slice(0, 200);
  if (question !== undefined && !names.includes(question))
    throw new Problem(
      'configuration',
      `--map: options: question: no question ${JSON.stringify(question)} has a suggestion (found: ${listed || 'none'}); correct the name`,
    );
  const [first = '', ...others] = question === undefined ? names : [question];
  if (others.length > 0)
    throw new Problem(
      'configuration',
      `several questions have suggestions (${listed}); choose one in --map, for example options: { question: ${first} }`,
    );
  return first;
}

function rowsOf(question: string): Sql {
  const escaped = question.replaceAll('~', '~0').replaceAll('/', '~1');
  const at = (...paths: string[]): Sql =>
    sql`coalesce(${raw(paths.map((path) => `nullif(json_extract(record, ${text(path).strings[0]}), 'null'::JSON)`).join(', '))})`;
  const nested = (part: string): string[] => [
    `/suggestions/${escaped}/${part}`,
    `/suggestion/${escaped}/${part}`,
  ];
  return sql`
    WITH records AS (
      SELECT n, record, coalesce((record ->> '$.metadata.decision_id'), (record ->> '$.id'), (record ->> '$.external_id')) AS decision_id,
        ${at(...nested('value'), `/${escaped}.suggestion`)} AS suggested, ${at(...nested('score'), `/${escaped}.suggestion.score`)} AS score,
        ${at(...nested('agent'), `/${escaped}.suggestion.agent`)} AS agent,
        ${at(`/responses/${escaped}`, `/response/${escaped}`)} AS nested, ${at(`/${escaped}.responses`, `/${escaped}.response`)} AS flat,
        ${at(`/${escaped}.responses.users`, `/${escaped}.response.users`)} AS users, ${at(`/${escaped}.responses.status`, `/${escaped}.response.status`)} AS states
      FROM foreign_records WHERE is_own),
    listed AS (SELECT *, CASE WHEN json_type(flat) = 'ARRAY' THEN json_extract(flat, '$[*]') WHEN flat IS NOT NULL THEN [flat] ELSE [] END AS answers FROM records),
    responses AS (
      SELECT n, record, decision_id, (one -> '$.value') AS value, (one ->> '$.user_id') AS who, (one ->> '$.status') AS state
        FROM (SELECT *, unnest(CASE WHEN json_type(nested) = 'ARRAY' THEN json_extract(nested, '$[*]') WHEN nested IS NOT NULL THEN [nested] ELSE [] END) AS one FROM records) WHERE suggested IS NOT NULL
      UNION ALL SELECT n, record, decision_id, answers[place], json_extract_string(users, '$[*]')[place], json_extract_string(states, '$[*]')[place]
        FROM (SELECT *, unnest(range(1, len(answers) + 1)) AS place FROM listed) WHERE suggested IS NOT NULL)
    SELECT n, 'aside' AS kind, 'a record without a suggestion' AS why FROM records WHERE suggested IS NULL
    UNION ALL BY NAME SELECT n, 'decision' AS kind, decision_id, coalesce((record ->> '$.metadata.domain'), (record ->> '$.domain'), 'argilla') AS domain,
      coalesce((record ->> '$.metadata.decided_at'), (record ->> '$.decided_at'), (record ->> '$.inserted_at')) AS decided_at,
      CASE WHEN json_type(score) = 'ARRAY' THEN list_min(list_transform(json_extract_string(score, '$[*]'), lambda s: TRY_CAST(s AS DOUBLE)))::VARCHAR ELSE (score ->> '$') END AS confidence,
      ${wordOf('suggested')} AS ai_answer, (agent ->> '$') AS model, coalesce((record ->> '$.metadata.amount'), (record ->> '$.amount')) AS amount,
      coalesce((record ->> '$.metadata.review_probability'), (record ->> '$.review_probability')) AS review_probability FROM records WHERE suggested IS NOT NULL
    UNION ALL BY NAME SELECT n, CASE WHEN state IN ('discarded', 'draft') THEN 'aside' ELSE 'verdict' END AS kind,
      'a response that is ' || CASE state WHEN 'draft' THEN 'a draft' ELSE 'discarded' END AS why, decision_id,
      ${wordOf('value')} AS human_answer, who AS reviewer_id FROM responses`;
}

/** An answer in one text; of several labels in any order the same. */
function wordOf(value: string): Sql {
  return raw(
    `CASE WHEN json_type(${value}) = 'ARRAY' THEN array_to_string(list_sort(json_extract_string(${value}, '$[*]')), ' | ') ELSE (${value} ->> '$') END`,
  );
}
