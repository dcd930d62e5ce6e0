import { binomialTail, clopperPearson } from '../../src/statistics/index.ts';

/** What a threshold lets through. */
export interface Passed {
  readonly threshold: number;
  /** Decisions at or above the threshold, of all those in the domain. */
  readonly passed: number;
  readonly decisions: number;
  /** Those of the passed that a person judged, and those found wrong. */
  readonly reviewed: number;
  readonly errors: number;
}

export interface Outcome extends Passed {
  /** Share of the decisions of the domain, in [0, 1]. */
  readonly coverage: number;
  /** Error rate of the passed; null where none was judged. */
  readonly risk: number | null;
  /** Exact upper bound on the error rate, missed with probability at most delta. */
  readonly riskUpper: number;
  /** The error rate is above the limit. */
  readonly over: boolean;
  /** It is so far above that a true rate at the limit would show it in at most 1 % of cases. */
  readonly overBeyondChance: boolean;
}

/** How rarely chance alone may explain an excess before it counts as beyond chance. */
const CHANCE = 0.01;

/**
 * Judges what a threshold let through against the limit, on decisions that had no part in choosing it.
 *
 * @param limit risk limit, in (0, 1)
 * @param delta failure probability of the upper bound, in (0, 1)
 * @see Clopper & Pearson, 1934
 */
export function outcomeOf(passed: Passed, limit: number, delta: number): Outcome {
  const { errors, reviewed } = passed;
  const risk = reviewed === 0 ? null : errors / reviewed;
  // P(Bin(n, limit) >= errors), written as so few right answers or fewer.
  const chance = binomialTail({ errors: reviewed - errors, n: reviewed, alpha: 1 - limit }).p;
  return {
    ...passed,
    coverage: passed.decisions === 0 ? 0 : passed.passed / passed.decisions,
    risk,
    riskUpper: clopperPearson({ errors, n: reviewed, delta }).upper,
    over: risk !== null && risk > limit,
    overBeyondChance: risk !== null && risk > limit && chance <= CHANCE,
  };
}
