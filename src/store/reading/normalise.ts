import type { Field, Mapping } from '../../contracts/mapping.ts';
import { Problem } from '../../contracts/problem.ts';
import { compile, id, join, raw, type Sql, sql, text } from '../sql.ts';
import { type Check, checksFor, isDuration, rawTexts } from './checks.ts';
import {
  columnNamed,
  type FieldExpression,
  fieldExpression,
  listOf,
  numberOf,
  textOf,
  timeOf,
  truthOf,
} from './field-expression.ts';
import type { Source } from './source.ts';

/** What a source carries: decisions, verdicts, or both in one row. */
type Kind = 'decisions' | 'verdicts' | 'paired';

/** A source whose columns have the contract's names, types and units, each row with the rule it breaks. */
export interface NormalisedSource {
  readonly source: Source;
  readonly kind: Kind;
  /** Every value read as its type, what cannot be read NULL, with its raw text beside it. */
  readonly select: Sql;
  /**
   * The same without validation and without raw texts, where every column has its type already: for the
   * optimistic pass, whose cells themselves tell whether a row breaks a rule. null where texts must be read.
   */
  readonly lean: Sql | null;
  /**
   * As `lean`, but taking the word of the verdict column alone, which spares the reading of two more: the same unless
   * a row of `butFor` says by its answers what its verdict does not.
   */
  readonly plain: { readonly select: Sql; readonly butFor: Sql } | null;
  /** Rows that break a rule which shows in no cell of `lean`; null where no row of these types can. */
  readonly unseen: Sql | null;
  readonly checks: readonly Check[];
  readonly has: (field: Field) => boolean;
}

const NOTHING: Readonly<Record<string, Sql>> = {
  text: raw('NULL::VARCHAR'),
  number: raw('NULL::DOUBLE'),
  time: raw('NULL::TIMESTAMP'),
  truth: raw('NULL::BOOLEAN'),
};

/**
 * Gives a source the contract's columns.
 * @throws Problem input-refused: a column that every file of its kind must have is missing
 */
export function normalise(source: Source, mapping: Mapping): NormalisedSource {
  const label = [...source.labels.values()][0] ?? 'input';
  const find = (field: Field): FieldExpression | null => fieldExpression(source, mapping, field);
  const kind = kindOf(find, source, label);
  const found = new Map<Field, FieldExpression>();
  for (const field of FIELDS_READ) {
    const expression = find(field);
    if (expression !== null) found.set(field, expression);
  }
  const as = (field: Field, read: (expression: FieldExpression) => Sql, none: keyof typeof NOTHING): Sql => {
    const expression = found.get(field);
    return expression === undefined ? (NOTHING[none] ?? raw('NULL')) : read(expression);
  };
  const time = (expression: FieldExpression): Sql => timeOf(expression, mapping);
  const triggers = found.get('triggers');
  const probability = as('review_probability', numberOf, 'number');
  const route = found.get('route');
  // An escalated decision is reviewed for certain.
  const inclusion =
    route === undefined
      ? probability
      : sql`coalesce(${probability}, CASE WHEN ${textOf(route)} = 'in-the-loop' THEN 1 END)`;
  const reading = (verdict: Sql, texts: (expression: FieldExpression) => Sql): Sql => sql`
      ${as('decision_id', texts, 'text')} AS decision_id,
      ${as('domain', texts, 'text')} AS domain,
      ${as('decided_at', time, 'time')} AS decided_at,
      ${as('confidence', numberOf, 'number')} AS confidence,
      ${as('model', texts, 'text')} AS model,
      ${as('amount', numberOf, 'number')} AS amount,
      ${triggers === undefined ? raw('NULL::VARCHAR[]') : listOf(triggers)} AS triggers,
      ${probability} AS review_probability,
      ${inclusion} AS inclusion,
      ${as('policy', texts, 'text')} AS policy,
      ${verdict} AS verdict,
      ${as('reviewed_at', time, 'time')} AS reviewed_at,
      ${as('severity', numberOf, 'number')} AS severity`;
  const rest = sql`${as('route', textOf, 'text')} AS route, ${segmentsOf(source, mapping, found)} AS segments,
      ${as('ai_answer', textOf, 'text')} AS ai_answer,
      ${as('reviewer_id', textOf, 'text')} AS reviewer_id,
      ${as('human_answer', textOf, 'text')} AS human_answer,
      ${as('blind', truthOf, 'truth')} AS blind, ${as('duration_s', numberOf, 'number')} AS duration_s,
      ${as('rubric', textOf, 'text')} AS rubric`;
  const select = sql`SELECT ${source.file} AS file, ${source.position} AS position,
      ${reading(verdictWord(found, wordOf), textOf)}, ${rest}, ${rawTexts(found)} FROM ${source.relation}`;
  const asItIs = (expression: FieldExpression): Sql =>
    expression.type === 'VARCHAR' && expression.reading.values === undefined
      ? expression.value
      : textOf(expression);
  const typed = TYPED.every((field) => found.get(field)?.type !== 'VARCHAR');
  const lean = typed
    ? sql`SELECT ${reading(verdictWord(found, asItIs), asItIs)} FROM ${source.relation}`
    : null;
  const plain = lean === null ? null : plainOf(found, (verdict) => reading(verdict, asItIs), source);
  return {
    source,
    kind,
    select,
    lean,
    plain,
    unseen: lean === null ? null : unseenOf(found, source),
    checks: checksFor(kind, found),
    has: (field) => found.has(field),
  };
}

/** Fields that are no texts: where one of them comes as a text, it must be read and may turn out to be none. */
const TYPED: readonly Field[] = [
  'decided_at',
  'confidence',
  'amount',
  'review_probability',
  'reviewed_at',
  'severity',
  'blind',
  'duration_s',
];

/** `reason` is free text: read by nobody, it is named so that it is not kept as a segment. */
const FIELDS_READ: readonly Field[] = [
  'decision_id',
  'domain',
  'decided_at',
  'confidence',
  'model',
  'amount',
  'triggers',
  'review_probability',
  'policy',
  'route',
  'ai_answer',
  'verdict',
  'reviewed_at',
  'reviewer_id',
  'human_answer',
  'severity',
  'blind',
  'duration_s',
  'rubric',
  'reason',
];

function kindOf(find: (field: Field) => FieldExpression | null, source: Source, label: string): Kind {
  const decides = find('confidence') !== null && find('domain') !== null;
  const judges = find('verdict') !== null || find('human_answer') !== null;
  const needed: Field[] = decides ? ['decision_id', 'decided_at'] : ['decision_id'];
  const missing = needed.filter((field) => find(field) === null);
  if (!decides && !judges)
    missing.push(...(['domain', 'confidence'] as const).filter((field) => find(field) === null));
  if (missing.length > 0) {
    const names = source.names ?? [...source.columns.keys()];
    const shown = names.slice(0, 12).join(', ').slice(0, 300);
    const mend =
      names.length === 1
        ? 'a CSV file begins with its header row, and has a comma, semicolon, tab or | between fields'
        : 'name them with --map FILE';
    throw new Problem(
      'input-refused',
      `${label}: no column for ${missing.join(', ')} (columns found: ${shown}); ${mend}`,
      { missing, columns: names },
    );
  }
  return decides ? (judges ? 'paired' : 'decisions') : 'verdicts';
}

/** The segments that are to be kept, as a JSON object with its keys in order; NULL where there are none. */
function segmentsOf(source: Source, mapping: Mapping, found: ReadonlyMap<Field, FieldExpression>): Sql {
  const fields = new Set([...found.values()].map(({ value }) => compile(value).text));
  const names =
    mapping.segments === 'all'
      ? [...source.columns.keys()].filter((name) => !fields.has(compile(id(name)).text))
      : mapping.segments.flatMap((name) => columnNamed(source, name) ?? []);
  if (names.length === 0) return raw('NULL::VARCHAR');
  const pairs = [...new Set(names)].sort().map((name) => {
    const type = source.columns.get(name) ?? 'VARCHAR';
    return sql`${text(name)}, ${textOf({ value: id(name), type, reading: {} })}`;
  });
  return sql`json_object(${join(pairs, ', ')})::VARCHAR`;
}

/** The verdict as one of the four words, else as it came; from the two answers where no word was given. */
function verdictWord(
  found: ReadonlyMap<Field, FieldExpression>,
  read: (verdict: FieldExpression) => Sql,
): Sql {
  const verdict = found.get('verdict');
  const word = verdict === undefined ? raw('NULL::VARCHAR') : read(verdict);
  const ai = found.get('ai_answer');
  const human = found.get('human_answer');
  if (ai === undefined || human === undefined) return word;
  const compared = sql`CASE WHEN ${textOf(human)} IS NULL OR ${textOf(ai)} IS NULL THEN NULL
    WHEN ${textOf(human)} = ${textOf(ai)} THEN 'agree' ELSE 'override' END`;
  return verdict === undefined ? compared : sql`coalesce(${word}, ${compared})`;
}

function plainOf(
  found: ReadonlyMap<Field, FieldExpression>,
  reading: (verdict: Sql) => Sql,
  source: Source,
): NormalisedSource['plain'] {
  const [verdict, ai, human] = (['verdict', 'ai_answer', 'human_answer'] as const).map((field) =>
    found.get(field),
  );
  const isPlain = verdict?.type === 'VARCHAR' && verdict.reading.values === undefined;
  if (!isPlain || ai === undefined || human === undefined) return null;
  return {
    select: sql`SELECT ${reading(verdict.value)} FROM ${source.relation}`,
    butFor: sql`SELECT 1 FROM ${source.relation} WHERE ${verdict.value} IS NULL AND ${human.value} IS NOT NULL`,
  };
}

function unseenOf(found: ReadonlyMap<Field, FieldExpression>, { relation }: Source): Sql | null {
  const [blind, duration] = [found.get('blind'), found.get('duration_s')];
  const broken: Sql[] = [];
  if (duration !== undefined) broken.push(sql`NOT (${isDuration(numberOf(duration))})`);
  if (blind !== undefined && blind.type !== 'BOOLEAN')
    broken.push(sql`(${truthOf(blind)} IS NULL AND ${blind.value} IS NOT NULL)`);
  return broken.length === 0 ? null : sql`SELECT 1 FROM ${relation} WHERE ${join(broken, ' OR ')}`;
}

function wordOf(verdict: FieldExpression): Sql {
  const value = textOf(verdict);
  return sql`CASE WHEN ${value} IN ('agree', 'override', 'edit', 'unsure') THEN ${value} ELSE nullif(lower(trim(${value})), '') END`;
}
