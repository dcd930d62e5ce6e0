import { raw, sql } from '../store/sql.ts';
import { fromAssessments, SCORE_OPTIONS } from './assessments.ts';
import type { Foreign, ForeignAsked, ForeignRows } from './foreign.ts';
import { sinceEpoch } from './utc.ts';

/** Evaluation events of the OpenTelemetry conventions for generative AI, with their spans where these are there too. */
export const OTEL_GENAI: Foreign = {
  name: 'otel-genai',
  tool: 'OpenTelemetry',
  expects: 'OTLP as JSON lines (resourceLogs or resourceSpans) with events gen_ai.evaluation.result',
  signs: [['resourceLogs'], ['resourceSpans'], ['attributes', 'timeUnixNano'], ['attributes', 'eventName']],
  belongTogether: true,
  options: SCORE_OPTIONS,
  isWhole: 'yes',
  time: 'decided_at is the start of the span, else the time of its confidence event; name a better time in --map, for example decided_at: order.decided_at',
  rows: readEvents,
};

const EVENT = 'gen_ai.evaluation.result';

async function readEvents(asked: ForeignAsked): Promise<ForeignRows> {
  await asked.db.run(
    raw(`CREATE OR REPLACE TEMP TABLE otel_items AS
    WITH spans AS (
        SELECT n, unnest(json_extract(record, '$.resourceSpans[*].scopeSpans[*].spans[*]')) AS item FROM foreign_records WHERE is_own),
      items AS (
        SELECT n, 'span' AS kind, item, (item ->> '$.spanId') AS span, (item ->> '$.traceId') AS trace FROM spans
        UNION ALL SELECT n, 'event', unnest(json_extract(item, '$.events[*]')), (item ->> '$.spanId'), (item ->> '$.traceId') FROM spans
        UNION ALL SELECT n, 'event', item, nullif((item ->> '$.spanId'), ''), nullif((item ->> '$.traceId'), '')
          FROM (SELECT n, unnest(json_extract(record, '$.resourceLogs[*].scopeLogs[*].logRecords[*]')) AS item FROM foreign_records WHERE is_own)
        UNION ALL SELECT n, 'event', record, nullif((record ->> '$.spanId'), ''), nullif((record ->> '$.traceId'), '')
          FROM foreign_records WHERE is_own AND json_type(record, '$.attributes') IN ('ARRAY', 'OBJECT'))
    SELECT n, kind, item, span, trace, ${ATTRIBUTES} AS attributes FROM items`),
  );
  await asked.db.run(
    raw(`CREATE OR REPLACE TEMP TABLE otel_spans AS
    SELECT n, span, trace, attributes, coalesce((attributes ->> '/gen_ai.tool.call.id'), (attributes ->> '/gen_ai.response.id'), span) AS unit,
      concat_ws('/', (attributes ->> '/gen_ai.agent.name'), coalesce((attributes ->> '/gen_ai.tool.name'), (attributes ->> '/gen_ai.operation.name'))) AS domain,
      ${sinceEpoch(`(item ->> '$.startTimeUnixNano')`, 'ns')} AS started FROM otel_items WHERE kind = 'span'`),
  );
  const { rows, notes } = await fromAssessments(asked, {
    word: 'evaluation',
    domain: 'otel-genai',
    assessments: raw(`
    SELECT items.n, coalesce(spans.unit, ${own('gen_ai.tool.call.id')}, ${own('gen_ai.response.id')}, items.span) AS unit, items.trace AS wider,
      ${own('gen_ai.evaluation.name')} AS name,
      CASE WHEN lower(${own('leeway.reviewer.kind')}) = 'human' OR lower(${own('gen_ai.evaluation.name')}) IN ('human_verdict', 'human_review') THEN 'human' ELSE 'machine' END AS given_by,
      ${own('gen_ai.evaluation.score.value')} AS score, ${own('gen_ai.evaluation.score.label')} AS label, NULL::VARCHAR AS expected,
      coalesce(${time('timeUnixNano')}, ${time('observedTimeUnixNano')}) AS noted_at, ${own('leeway.reviewer.id')} AS who,
      CASE WHEN ${own('error.type')} IS NOT NULL THEN 'an evaluation that failed'
        WHEN ${own('gen_ai.evaluation.name')} IS NULL THEN 'an evaluation without a name'
        WHEN coalesce(spans.unit, ${own('gen_ai.tool.call.id')}, ${own('gen_ai.response.id')}, items.span) IS NULL THEN 'an evaluation that names neither a response nor a span' END AS why,
      json_merge_patch(json_object('gen_ai.agent.name', NULL), items.attributes) AS beside
    FROM otel_items AS items LEFT JOIN (SELECT * FROM otel_spans QUALIFY row_number() OVER (PARTITION BY span ORDER BY n) = 1) AS spans ON spans.span = items.span
    WHERE kind = 'event' AND coalesce((item ->> '$.eventName'), (item ->> '$.name'), ${own('event.name')}) = '${EVENT}'`),
    subjects: raw(`
    SELECT n, unit, trace AS wider, nullif(domain, '') AS domain,
      coalesce((attributes ->> '/gen_ai.response.model'), (attributes ->> '/gen_ai.request.model')) AS model, started AS decided_at,
      NULL::VARCHAR AS ai_answer, NULL::VARCHAR AS amount, attributes AS beside FROM otel_spans`),
  });
  return {
    notes,
    rows: sql`SELECT * FROM (${rows}) UNION ALL BY NAME SELECT n, 'aside' AS kind, 'an event of another kind' AS why FROM otel_items AS items
      WHERE kind = 'event' AND coalesce((item ->> '$.eventName'), (item ->> '$.name'), ${raw(own('event.name'))}, '') <> ${EVENT}`,
  };
}

/** The attributes as one object, of OTLP's list of keys and typed values or of an object as it is. */
const ATTRIBUTES = `CASE WHEN json_type(item, '$.attributes') = 'OBJECT' THEN (item -> '$.attributes') ELSE coalesce(TRY_CAST('{' || array_to_string(list_transform(
  json_extract(item, '$.attributes[*]'), lambda a: to_json((a ->> '$.key'))::VARCHAR || ':' || coalesce(to_json(coalesce((a ->> '$.value.stringValue'),
    (a ->> '$.value.doubleValue'), (a ->> '$.value.intValue'), (a ->> '$.value.boolValue')))::VARCHAR, 'null')), ',') || '}' AS JSON), '{}'::JSON) END`;

function own(name: string): string {
  return `(items.attributes ->> '/${name}')`;
}

function time(key: string): string {
  return sinceEpoch(`nullif((item ->> '$.${key}'), '0')`, 'ns');
}
