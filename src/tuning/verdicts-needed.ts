import { betaMixtureEValue, certificationLowerBound } from '../statistics/index.ts';

/** Beyond this many verdicts the risk is too close to the limit to say how many would do. */
export const MOST_VERDICTS = 100_000;

/**
 * Verdicts at which a threshold would be certified if its error rate stayed what it is.
 *
 * @param risk error rate so far, in [0, 1]
 * @param alpha limit, in (0, 1)
 * @param level failure probability of its test, in (0, 1)
 * @returns whole verdicts, all of them with the inclusion probability that the audited ones have; null where the
 *   risk is at or above the limit, or so close that more than 100 000 would be needed
 */
export function verdictsNeeded(risk: number, alpha: number, level: number): number | null {
  const { minExpectedVerdicts } = certificationLowerBound({ risk, alpha, delta: level });
  if (minExpectedVerdicts === null || minExpectedVerdicts > MOST_VERDICTS) return null;
  const needed = -Math.log(level);
  const passes = (n: number): boolean =>
    betaMixtureEValue({ n, errors: Math.round(risk * n), alpha }).logE >= needed;
  let high = Math.ceil(minExpectedVerdicts);
  while (!passes(high)) {
    high *= 2;
    if (high > MOST_VERDICTS) return null;
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}
