import type { Rule } from '../../contracts/rule.ts';
import { VerdictWord } from '../../contracts/verdict.ts';
import { decisionField, verdictField, type Warehouse } from '../../contracts/warehouse.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { joined, type Piece, piece } from '../piece.ts';
import type { Asked } from './asked.ts';
import { numberOf, textOf } from './columns.ts';
import { decidedAt, decisionKey, reviewedAt, verdictKey } from './source-columns.ts';

/** A rule, and the condition under which a row keeps it: where that is NULL it does not. */
export interface RowRule {
  readonly rule: Rule;
  readonly kept: Piece;
}

/** Sums of cents stay whole numbers below it, as in files. */
const LARGEST_AMOUNT = 10_000_000_000_000;

/** Rules of decisions, in the order in which they are tried. */
export function decisionRules(asked: Asked): RowRule[] {
  const { dialect, warehouse } = asked;
  const key = decisionKey(asked);
  const domain = textOf(dialect, decisionField(warehouse, 'domain'));
  const time = decidedAt(asked);
  const confidence = numberOf(dialect, decisionField(warehouse, 'confidence')) ?? dialect.float(piece`-1`);
  const probability = numberOf(dialect, decisionField(warehouse, 'review_probability'));
  const amount = numberOf(dialect, decisionField(warehouse, 'amount'));
  return [
    { rule: 'decision_id_missing', kept: piece`${dialect.string(key)} <> ''` },
    { rule: 'domain_empty', kept: piece`${dialect.without(domain, ' ')} <> ''` },
    { rule: 'decided_at_missing', kept: piece`${time} IS NOT NULL` },
    { rule: 'decided_at_bad', kept: piece`${time} >= 0` },
    { rule: 'decided_at_in_future', kept: piece`${time} <= ${asked.asOf}` },
    { rule: 'confidence_missing', kept: piece`${confidence} IS NOT NULL` },
    { rule: 'confidence_out_of_range', kept: piece`${confidence} >= 0 AND ${confidence} <= 1` },
    ...(probability === null ? [] : [share('review_probability_bad', probability, '>')]),
    ...(amount === null
      ? []
      : [
          {
            rule: 'amount_bad' as const,
            kept: piece`(${amount} IS NULL OR (${amount} >= 0 AND ${amount} <= ${LARGEST_AMOUNT}))`,
          },
        ]),
    ...(warehouse.verdicts === undefined ? wordRules(asked, 'where given') : []),
  ];
}

/** Rules of verdicts in a table of their own. */
export function verdictRules(asked: Asked): RowRule[] {
  const time = reviewedAt(asked);
  return [
    { rule: 'decision_id_missing', kept: piece`${asked.dialect.string(verdictKey(asked))} <> ''` },
    ...wordRules(asked, 'always'),
    ...(time === null
      ? []
      : [
          { rule: 'reviewed_at_missing' as const, kept: piece`${time} IS NOT NULL` },
          { rule: 'reviewed_at_bad' as const, kept: piece`${time} >= 0` },
          { rule: 'reviewed_at_in_future' as const, kept: piece`${time} <= ${asked.asOf}` },
        ]),
  ];
}

function wordRules(asked: Asked, needed: 'always' | 'where given'): RowRule[] {
  const { dialect, warehouse } = asked;
  const word = wordText(dialect, warehouse);
  const known = joined(VerdictWord.options.map(dialect.text), ', ');
  const severity = numberOf(dialect, verdictField(warehouse, 'severity'));
  return [
    needed === 'always'
      ? { rule: 'verdict_missing', kept: piece`${word} <> ''` }
      : { rule: 'verdict_unknown', kept: piece`${word} IN ('', ${known})` },
    ...(needed === 'always'
      ? [{ rule: 'verdict_unknown' as const, kept: piece`${word} IN (${known})` }]
      : []),
    ...(severity === null ? [] : [share('severity_bad', severity, '>=')]),
  ];
}

function share(rule: Rule, value: Piece, least: '>' | '>='): RowRule {
  const above = least === '>' ? piece`${value} > 0` : piece`${value} >= 0`;
  return { rule, kept: piece`(${value} IS NULL OR (${above} AND ${value} <= 1))` };
}

/** The word of a verdict as a text: one of the four where it is one in any letters. */
export function wordText(dialect: Dialect, warehouse: Warehouse): Piece {
  return piece`lower(${dialect.trim(textOf(dialect, verdictField(warehouse, 'verdict')))})`;
}

/** Whether a row keeps all rules. */
export function isSound(rules: readonly RowRule[]): Piece {
  return joined(
    rules.map(({ kept }) => kept),
    ' AND ',
  );
}

/** The first rule that a row breaks, as a text; empty where it breaks none. */
export function brokenRule(dialect: Dialect, rules: readonly RowRule[]): Piece {
  return rules.reduceRight<Piece>(
    (rest, { rule, kept }) => piece`CASE WHEN ${kept} THEN ${rest} ELSE ${dialect.text(rule)} END`,
    dialect.text(''),
  );
}
