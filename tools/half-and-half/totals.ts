import type { HalfAndHalf, Way } from './half-and-half.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** What one way of choosing thresholds did in all domains together. */
export interface Totals {
  /** Domains whose second half tells how a threshold fared, and those that got one. */
  readonly domains: number;
  readonly withThreshold: number;
  readonly over: number;
  readonly overBeyondChance: number;
  /** Share that passed: of the decisions of all domains, and of those that got a threshold. */
  readonly coverage: number;
  readonly coverageWhereThreshold: number;
  readonly reviewed: number;
  readonly errors: number;
  readonly risk: number | null;
  readonly riskUpper: number;
}

/** Adds up a comparison for one way. */
export function totalsOf(halves: HalfAndHalf, way: Way): Totals {
  const judged = halves.rows.filter((row) => row.judged);
  const outcomes = judged.map((row) => row.outcomes[way]).filter((one) => one !== null);
  const sum = (of: (one: Outcome) => number): number => outcomes.reduce((total, one) => total + of(one), 0);
  const added = {
    threshold: 0,
    passed: sum((one) => one.passed),
    decisions: judged.reduce((total, row) => total + row.decisions, 0),
    reviewed: sum((one) => one.reviewed),
    errors: sum((one) => one.errors),
  };
  const { coverage, reviewed, errors, risk, riskUpper } = outcomeOf(added, halves.risk, halves.delta);
  const where = sum((one) => one.decisions);
  return {
    domains: judged.length,
    withThreshold: outcomes.length,
    over: outcomes.filter((one) => one.over).length,
    overBeyondChance: outcomes.filter((one) => one.overBeyondChance).length,
    coverage,
    coverageWhereThreshold: where === 0 ? 0 : added.passed / where,
    reviewed,
    errors,
    risk,
    riskUpper,
  };
}
