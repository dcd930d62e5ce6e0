import type { Estimate, Shares } from '../contracts/reliability.ts';
import { clopperPearson, moverInterval, type Stratum } from '../statistics/index.ts';

const CONFIDENCE = 0.95;

/**
 * A share of the judged decisions, as they are and with each standing for 1 / inclusion probability, with two-sided 95 %
 * intervals of one look: Clopper–Pearson's, and MOVER's of it.
 *
 * @param strata decisions of one weight; `successes` are those that the share counts
 * @param isKnown whether somebody knows how reviews were chosen; else nothing is weighted
 */
export function judgedShare(strata: readonly Stratum[], isKnown: boolean): Shares {
  const [successes, trials] = strata.reduce(
    ([hits, all], one) => [hits + one.successes, all + one.trials],
    [0, 0],
  );
  if (trials === 0) return { naive: null, weighted: null };
  const { lower, upper } = clopperPearson({ errors: successes, n: trials, delta: (1 - CONFIDENCE) / 2 });
  return {
    naive: { value: successes / trials, low: lower, high: upper },
    weighted: isKnown ? weighted(strata) : null,
  };
}

function weighted(strata: readonly Stratum[]): Estimate | null {
  const interval = moverInterval({ strata, confidence: CONFIDENCE });
  return interval && { value: interval.estimate, low: interval.lower, high: interval.upper };
}
