import type { Field, Mapping } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import { Rule } from '../contracts/rule.ts';
import {
  type FieldExpression,
  fieldExpression,
  listOf,
  numberOf,
  textOf,
  timeOf,
} from './field-expression.ts';
import type { Source } from './source.ts';
import { raw, type Sql, sql } from './sql.ts';

/** What a source carries: decisions, verdicts, or both in one row. */
export type Kind = 'decisions' | 'verdicts' | 'paired';

/** A source whose columns have the contract's names, types and units, each row with the rule it breaks. */
export interface NormalisedSource {
  readonly source: Source;
  readonly kind: Kind;
  /** A SELECT without the rule; `ruled` adds it, since it needs to know the as-of time. */
  readonly select: Sql;
  readonly checks: readonly Check[];
  readonly has: (field: Field) => boolean;
}

/** One rule: when it is broken, and which value to show for it. */
export interface Check {
  readonly rule: Rule;
  readonly broken: Sql;
  readonly value: Sql;
}

const NOTHING: Readonly<Record<string, Sql>> = {
  text: raw('NULL::VARCHAR'),
  number: raw('NULL::DOUBLE'),
  time: raw('NULL::TIMESTAMP'),
};

/**
 * Gives a source the contract's columns.
 * @throws Problem input-refused: a column that every file of its kind must have is missing
 */
export function normalise(source: Source, mapping: Mapping): NormalisedSource {
  const label = [...source.labels.values()][0] ?? 'input';
  const find = (field: Field): FieldExpression | null => fieldExpression(source, mapping, field, label);
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
  const select = sql`SELECT ${source.file} AS file, ${source.position} AS position,
      ${as('decision_id', textOf, 'text')} AS decision_id,
      ${as('domain', textOf, 'text')} AS domain,
      ${as('decided_at', time, 'time')} AS decided_at,
      ${as('confidence', numberOf, 'number')} AS confidence,
      ${as('model', textOf, 'text')} AS model,
      ${as('amount', numberOf, 'number')} AS amount,
      ${triggers === undefined ? raw('NULL::VARCHAR[]') : listOf(triggers)} AS triggers,
      ${as('review_probability', numberOf, 'number')} AS review_probability,
      ${as('policy', textOf, 'text')} AS policy,
      ${as('route', textOf, 'text')} AS route,
      ${as('ai_answer', textOf, 'text')} AS ai_answer,
      ${verdictWord(found)} AS verdict,
      ${as('reviewed_at', time, 'time')} AS reviewed_at,
      ${as('reviewer_id', textOf, 'text')} AS reviewer_id,
      ${as('human_answer', textOf, 'text')} AS human_answer,
      ${as('severity', numberOf, 'number')} AS severity,
      ${rawTexts(found)}
    FROM ${source.relation}`;
  return {
    source,
    kind,
    select,
    checks: checksFor(kind, found),
    has: (field) => found.has(field),
  };
}

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
];

/** Rules travel as small numbers, their places in the contract's list: a key of every GROUP BY over rows. */
export function ruleCode(rule: Rule): string {
  return `${Rule.options.indexOf(rule)}::UTINYINT`;
}

export function ruleOf(code: number): Rule {
  return Rule.parse(Rule.options[code]);
}

/** The normalised rows, each with the first rule that it breaks (NULL where it breaks none). */
export function ruled(normalised: NormalisedSource, asOf: string | null): Sql {
  const cases = normalised.checks.map(({ rule, broken }) => sql`WHEN ${broken} THEN ${raw(ruleCode(rule))}`);
  const chain = cases.reduce((all, part) => sql`${all} ${part}`);
  return sql`(SELECT *, CASE ${chain} END AS rule
    FROM (SELECT *, ${asOf}::TIMESTAMP AS as_of FROM (${normalised.select})))`;
}

function kindOf(find: (field: Field) => FieldExpression | null, source: Source, label: string): Kind {
  const decides = find('confidence') !== null && find('domain') !== null;
  const judges = find('verdict') !== null || find('human_answer') !== null;
  const needed: Field[] = decides ? ['decision_id', 'decided_at'] : ['decision_id'];
  const missing = needed.filter((field) => find(field) === null);
  if (!decides && !judges)
    missing.push(...(['domain', 'confidence'] as const).filter((field) => find(field) === null));
  if (missing.length > 0) {
    const columns = [...source.columns.keys()].slice(0, 12).join(', ').slice(0, 300);
    throw new Problem(
      'input-refused',
      `${label}: no column for ${missing.join(', ')} (columns found: ${columns}); name them with --map FILE`,
      { missing, columns: [...source.columns.keys()] },
    );
  }
  return decides ? (judges ? 'paired' : 'decisions') : 'verdicts';
}

/** The verdict as one of the four words, else as it came; from the two answers where no word was given. */
function verdictWord(found: ReadonlyMap<Field, FieldExpression>): Sql {
  const verdict = found.get('verdict');
  const word = verdict === undefined ? raw('NULL::VARCHAR') : wordOf(verdict);
  const ai = found.get('ai_answer');
  const human = found.get('human_answer');
  if (ai === undefined || human === undefined) return word;
  const compared = sql`CASE WHEN ${textOf(human)} IS NULL OR ${textOf(ai)} IS NULL THEN NULL
    WHEN ${textOf(human)} = ${textOf(ai)} THEN 'agree' ELSE 'override' END`;
  return verdict === undefined ? compared : sql`coalesce(${word}, ${compared})`;
}

function wordOf(verdict: FieldExpression): Sql {
  const value = textOf(verdict);
  return sql`CASE WHEN ${value} IN ('agree', 'override', 'edit', 'unsure') THEN ${value} ELSE nullif(lower(trim(${value})), '') END`;
}

/** Raw texts of the columns whose values can be wrong, under the name `raw_FIELD`: quarantine shows them. */
function rawTexts(found: ReadonlyMap<Field, FieldExpression>): Sql {
  const shown: readonly Field[] = [
    'decided_at',
    'confidence',
    'review_probability',
    'amount',
    'reviewed_at',
    'severity',
  ];
  return shown
    .map((field) => {
      const expression = found.get(field);
      const value = expression === undefined ? raw('NULL') : expression.value;
      return sql`${value}::VARCHAR AS ${raw(`raw_${field}`)}`;
    })
    .reduce((all, part) => sql`${all}, ${part}`);
}

function checksFor(kind: Kind, found: ReadonlyMap<Field, FieldExpression>): Check[] {
  const check = (rule: Rule, broken: string, value: string): Check => ({
    rule,
    broken: raw(broken),
    value: raw(value),
  });
  // A typed column is blank where it is NULL; only a text can hold something that is no number or no time.
  const isText = (field: Field): boolean => found.get(field)?.type === 'VARCHAR';
  const blank = (field: Field): string =>
    isText(field) ? `raw_${field} IS NULL OR trim(raw_${field}) = ''` : `${field} IS NULL`;
  const bad = (rule: Rule, field: Field, range: string): Check =>
    check(rule, `(${field} IS NULL AND NOT (${blank(field)})) OR NOT (${range})`, `raw_${field}`);
  const checks = [check('decision_id_missing', `decision_id IS NULL OR decision_id = ''`, 'decision_id')];
  if (kind !== 'verdicts') {
    checks.push(
      // The first comparison spares the trimming of every name that begins with a visible character.
      check(
        'domain_empty',
        `domain IS NULL OR CASE WHEN domain >= '!' THEN false ELSE trim(domain) = '' END`,
        'domain',
      ),
      check('decided_at_missing', `decided_at IS NULL AND (${blank('decided_at')})`, 'raw_decided_at'),
      check('decided_at_bad', 'decided_at IS NULL OR NOT isfinite(decided_at)', 'raw_decided_at'),
      check('decided_at_in_future', 'decided_at > as_of', 'raw_decided_at'),
      check('confidence_missing', `confidence IS NULL AND (${blank('confidence')})`, 'raw_confidence'),
      check('confidence_not_a_number', 'confidence IS NULL OR isnan(confidence)', 'raw_confidence'),
      check('confidence_out_of_range', 'confidence < 0 OR confidence > 1', 'raw_confidence'),
    );
    if (found.has('review_probability')) {
      checks.push(
        bad(
          'review_probability_bad',
          'review_probability',
          'review_probability > 0 AND review_probability <= 1',
        ),
      );
    }
    if (found.has('amount')) checks.push(bad('amount_bad', 'amount', 'amount >= 0 AND isfinite(amount)'));
  }
  if (kind !== 'decisions') {
    const known = `verdict NOT IN ('agree', 'override', 'edit', 'unsure')`;
    if (kind === 'verdicts')
      checks.push(check('verdict_missing', 'verdict IS NULL AND human_answer IS NULL', 'verdict'));
    checks.push(check('verdict_unknown', known, 'verdict'));
    if (found.has('reviewed_at')) {
      const judged = kind === 'verdicts' ? 'true' : 'verdict IS NOT NULL';
      checks.push(
        check(
          'reviewed_at_missing',
          `${judged} AND reviewed_at IS NULL AND (${blank('reviewed_at')})`,
          'raw_reviewed_at',
        ),
        check(
          'reviewed_at_bad',
          `(reviewed_at IS NULL AND NOT (${blank('reviewed_at')})) OR NOT isfinite(reviewed_at)`,
          'raw_reviewed_at',
        ),
        check('reviewed_at_in_future', 'reviewed_at > as_of', 'raw_reviewed_at'),
      );
    }
    if (found.has('severity'))
      checks.push(bad('severity_bad', 'severity', 'severity >= 0 AND severity <= 1'));
  }
  return checks;
}
