import { crossingPoint } from './crossing-point.ts';
import { logGamma } from './log-gamma.ts';
import { requireCounts } from './require-counts.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/** Verdicts of one stratum: decisions that are reviewed with the same probability. */
export interface ReviewedStratum {
  /** Its share of the decisions in question, > 0, in any unit; it must be known, not estimated from the verdicts. */
  readonly share: number;
  readonly n: number;
  readonly errors: number;
}

/** Jeffreys' prior on the risk of each stratum. */
const PRIOR = 0.5;

/**
 * Stratified likelihood-ratio e-value: the evidence that the mean risk of strata with known shares is below alpha.
 *
 * Universal inference: each stratum's verdicts under a Beta mixture, over the likelihood of the best explanation whose
 * mean risk is at or above alpha. It may be looked at every night. Kept for comparison: on audited traffic
 * `ipwBettingEValue` needs about half the decisions, and does not need the shares.
 *
 * @param input strata, at least one; alpha, the risk limit, in (0, 1)
 * @returns logE, natural logarithm; a stratum without verdicts counts as all wrong
 * @throws RangeError outside those ranges
 * @see Wasserman, Ramdas & Balakrishnan, "Universal inference", 2020; Spertus & Stark, "Sweeter than SUITE", 2022
 * @example
 * stratifiedEValue({ strata: [{ share: 1, n: 100, errors: 0 }], alpha: 0.05 }); // => { logE: 2.25… }
 */
export function stratifiedEValue(input: {
  readonly strata: readonly ReviewedStratum[];
  readonly alpha: number;
}): { logE: number } {
  const { strata, alpha } = input;
  requireOpenUnit('stratifiedEValue', 'alpha', alpha);
  if (strata.length === 0 || !strata.every(({ share }) => share > 0))
    throw new RangeError('stratifiedEValue requires at least one stratum, each with a share above 0');
  for (const { n, errors } of strata) requireCounts('stratifiedEValue', errors, n);
  const total = strata.reduce((sum, { share }) => sum + share, 0);
  const scaled = strata.map((one) => ({ ...one, share: one.share / total }));
  const mixture = scaled.reduce((sum, { n, errors }) => sum + logBetaBinomial(errors, n), 0);
  return { logE: mixture - bestAtLimit(scaled, alpha) };
}

/** Log-likelihood of the risks that explain the verdicts best among those with a mean of at least alpha. */
function bestAtLimit(strata: readonly ReviewedStratum[], alpha: number): number {
  const meanAt = (price: number): number =>
    strata.reduce((sum, one) => sum + one.share * pushed(one, price), 0);
  const free = strata.reduce((sum, { share, n, errors }) => sum + share * (n === 0 ? 1 : errors / n), 0);
  const logLikelihood = (risk: (one: ReviewedStratum) => number): number =>
    strata.reduce((sum, one) => {
      const r = risk(one);
      return sum + times(one.errors, Math.log(r)) + times(one.n - one.errors, Math.log1p(-r));
    }, 0);
  if (free >= alpha) return logLikelihood(({ n, errors }) => (n === 0 ? 1 : errors / n));
  let high = 1;
  while (meanAt(high) < alpha) high *= 4;
  const price = crossingPoint((x) => meanAt(x) - alpha, 0, high);
  return logLikelihood((one) => pushed(one, price));
}

/** The risk at which a stratum's likelihood falls by `price` a unit of the mean: its best one, pushed up. */
function pushed({ share, n, errors }: ReviewedStratum, price: number): number {
  if (n === 0) return 1;
  const push = price * share;
  const b = n - push;
  const root = Math.sqrt(b * b + 4 * push * errors);
  // Two forms of the same root: each is free of cancellation on its own side.
  return b > 0 ? (2 * errors) / (b + root) : (root - b) / (2 * push);
}

function times(count: number, value: number): number {
  return count === 0 ? 0 : count * value;
}

function logBetaBinomial(errors: number, n: number): number {
  return (
    logGamma(errors + PRIOR) +
    logGamma(n - errors + PRIOR) -
    logGamma(n + 2 * PRIOR) -
    (2 * logGamma(PRIOR) - logGamma(2 * PRIOR))
  );
}
