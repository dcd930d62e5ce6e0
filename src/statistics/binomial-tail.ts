import { logBetaTail } from './log-beta-tail.ts';
import { requireCounts } from './require-counts.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Exact binomial tail: the probability of so few errors, or fewer, if the true risk were alpha.
 *
 * It is the p-value of "risk >= alpha" for ONE look at a number of verdicts fixed in advance: no night-by-night re-use.
 * Counts are whole numbers on purpose: a count rebuilt from a rate is one too high or too low in some 4 % of cases.
 *
 * @param input errors and n, whole, 0 <= errors <= n; alpha, the risk limit, in (0, 1)
 * @returns p = P(Bin(n, alpha) <= errors) and its natural logarithm (p may underflow to 0, logP does not)
 * @throws RangeError outside those ranges
 * @see Clopper & Pearson, "The use of confidence or fiducial limits", 1934
 * @example
 * binomialTail({ errors: 0, n: 59, alpha: 0.05 }); // => { p: 0.0484945252494…, logP: -3.0263043688654… }
 */
export function binomialTail(input: {
  readonly errors: number;
  readonly n: number;
  readonly alpha: number;
}): {
  p: number;
  logP: number;
} {
  const { errors, n, alpha } = input;
  requireCounts('binomialTail', errors, n);
  requireOpenUnit('binomialTail', 'alpha', alpha);
  if (errors === n) return { p: 1, logP: 0 };
  if (errors === 0) {
    const logP = n * Math.log1p(-alpha);
    return { p: Math.exp(logP), logP };
  }
  const logP = logBetaTail(n - errors, errors + 1, 1 - alpha, alpha);
  return { p: Math.exp(logP), logP };
}
