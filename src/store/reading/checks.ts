import type { Field } from '../../contracts/mapping.ts';
import { Rule } from '../../contracts/rule.ts';
import { compile, raw, type Sql, sql } from '../sql.ts';
import { type FieldExpression, NUMERIC, TIME } from './field-expression.ts';

/** One rule: when it is broken, and which value to show for it. */
export interface Check {
  readonly rule: Rule;
  readonly broken: Sql;
  readonly value: Sql;
}

/** Beyond it, sums of cents would no longer be whole numbers. */
export const LARGEST_AMOUNT = '10000000000000';

/** Whether a TIMESTAMP is a time as RFC 3339 knows it, whose years have four digits; false for infinite ones. */
export function isTime(column: string): string {
  return `${column} BETWEEN TIMESTAMP '0001-01-01' AND TIMESTAMP '9999-12-31 23:59:59.999'`;
}

/** Whether a number is a time in seconds that somebody can have taken; NaN and infinity are none. */
export function isDuration(seconds: Sql): Sql {
  return sql`${seconds} >= 0 AND ${seconds} < 'infinity'::DOUBLE`;
}

/** A name that shows nothing: blanks and control characters at most. The same question as the rule `domain_empty`. */
export function isBlank(name: string): boolean {
  return [...name].every((character) => character <= ' ');
}

/** Rules travel as small numbers, their places in the contract's list: a key of every GROUP BY over rows. */
export function ruleCode(rule: Rule): string {
  return `${Rule.options.indexOf(rule)}::UTINYINT`;
}

export function ruleOf(code: number): Rule {
  return Rule.parse(Rule.options[code]);
}

/** The normalised rows, each with the first rule that it breaks (NULL where it breaks none). */
export function ruled(
  normalised: { readonly select: Sql; readonly checks: readonly Check[] },
  asOf: string | null,
): Sql {
  const cases = normalised.checks.map(({ rule, broken }) => sql`WHEN ${broken} THEN ${raw(ruleCode(rule))}`);
  const chain = cases.reduce((all, part) => sql`${all} ${part}`);
  return sql`(SELECT *, CASE ${chain} END AS rule
    FROM (SELECT *, ${asOf}::TIMESTAMP AS as_of FROM (${normalised.select})))`;
}

/** Raw texts of the columns whose values can be wrong, under the name `raw_FIELD`: quarantine shows them. */
export function rawTexts(found: ReadonlyMap<Field, FieldExpression>): Sql {
  const shown: readonly Field[] = [
    'decided_at',
    'confidence',
    'review_probability',
    'amount',
    'verdict',
    'reviewed_at',
    'severity',
    'blind',
    'duration_s',
  ];
  return shown
    .map((field) => {
      const expression = found.get(field);
      const value = expression === undefined ? raw('NULL') : expression.value;
      return sql`${value}::VARCHAR AS ${raw(`raw_${field}`)}`;
    })
    .reduce((all, part) => sql`${all}, ${part}`);
}

/** Every rule that a row of this kind can break, in the order in which they are tried. */
export function checksFor(
  kind: 'decisions' | 'verdicts' | 'paired',
  found: ReadonlyMap<Field, FieldExpression>,
): Check[] {
  const check = (rule: Rule, broken: string, value: string): Check => ({
    rule,
    broken: raw(broken),
    value: raw(value),
  });
  const blank = (field: Field): string => {
    const type = found.get(field)?.type ?? '';
    if (type === 'VARCHAR') return `raw_${field} IS NULL OR trim(raw_${field}) = ''`;
    // A column of the type that its field has is blank where it is NULL: no need to look at its text.
    const own = field === 'decided_at' || field === 'reviewed_at' ? TIME : NUMERIC;
    return own.test(type) && field !== 'blind' ? `${field} IS NULL` : `raw_${field} IS NULL`;
  };
  const bad = (rule: Rule, field: Field, range: string): Check =>
    check(rule, `(${field} IS NULL AND NOT (${blank(field)})) OR NOT (${range})`, `raw_${field}`);
  const checks = [check('decision_id_missing', `decision_id IS NULL OR decision_id = ''`, 'decision_id')];
  if (kind !== 'verdicts') {
    checks.push(
      // The first comparison spares a closer look at every name that begins with a visible character.
      check(
        'domain_empty',
        `domain IS NULL OR CASE WHEN domain >= '!' THEN false ELSE regexp_full_match(domain, '[\\x00-\\x20]*') END`,
        'domain',
      ),
      check('decided_at_missing', `decided_at IS NULL AND (${blank('decided_at')})`, 'raw_decided_at'),
      check('decided_at_bad', `decided_at IS NULL OR NOT (${isTime('decided_at')})`, 'raw_decided_at'),
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
    if (found.has('amount'))
      checks.push(bad('amount_bad', 'amount', `amount >= 0 AND amount <= ${LARGEST_AMOUNT}`));
  }
  if (kind !== 'decisions') {
    const known = `verdict NOT IN ('agree', 'override', 'edit', 'unsure')`;
    if (kind === 'verdicts')
      checks.push(check('verdict_missing', 'verdict IS NULL AND human_answer IS NULL', 'verdict'));
    checks.push(check('verdict_unknown', known, 'raw_verdict'));
    if (found.has('reviewed_at')) {
      // Where a decision and its verdict share a row, many systems keep the one time only.
      if (kind === 'verdicts') {
        checks.push(
          check(
            'reviewed_at_missing',
            `reviewed_at IS NULL AND (${blank('reviewed_at')})`,
            'raw_reviewed_at',
          ),
        );
      }
      checks.push(
        check(
          'reviewed_at_bad',
          `(reviewed_at IS NULL AND NOT (${blank('reviewed_at')})) OR NOT (${isTime('reviewed_at')})`,
          'raw_reviewed_at',
        ),
        check('reviewed_at_in_future', 'reviewed_at > as_of', 'raw_reviewed_at'),
      );
    }
    if (found.has('severity'))
      checks.push(bad('severity_bad', 'severity', 'severity >= 0 AND severity <= 1'));
    if (found.has('blind')) checks.push(bad('blind_bad', 'blind', 'true'));
    if (found.has('duration_s'))
      checks.push(bad('duration_bad', 'duration_s', compile(isDuration(raw('duration_s'))).text));
  }
  return checks;
}
