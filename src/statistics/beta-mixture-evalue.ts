import { logBetaMixture } from './log-beta-mixture.ts';
import { requireCounts } from './require-counts.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Truncated-Beta mixture e-value: the evidence, in fully reviewed verdicts, that the risk is below alpha.
 *
 * A bet against "risk >= alpha" whose expected value stays at most 1 under it at every stopping time, so it may be looked
 * at every night: certify when `logE >= ln(1 / delta)` (Ville's inequality). It depends on the counts only, not on their order.
 *
 * @param input errors and n, whole, 0 <= errors <= n; alpha in (0, 1), the risk limit; a, b > 0, the prior's shapes, fixed
 *   before the verdicts (default 1 and 2 / alpha)
 * @returns logE, natural logarithm, finite; 0 for no verdicts
 * @throws RangeError outside those ranges
 * @see Robbins, "Statistical methods related to the law of the iterated logarithm", 1970 (method of mixtures);
 *   Ramdas, Grünwald, Vovk & Shafer, "Game-theoretic statistics and safe anytime-valid inference", 2023
 * @example
 * betaMixtureEValue({ n: 77, errors: 0, alpha: 0.05 }); // => { logE: 3.0113639875… }, and ln(1 / 0.05) = 2.9957…
 */
export function betaMixtureEValue(input: {
  readonly n: number;
  readonly errors: number;
  readonly alpha: number;
  readonly a?: number;
  readonly b?: number;
}): { logE: number } {
  const { n, errors, alpha, a = 1, b = 2 / alpha } = input;
  requireCounts('betaMixtureEValue', errors, n);
  requireOpenUnit('betaMixtureEValue', 'alpha', alpha);
  if (!(a > 0 && b > 0 && a + b < Number.POSITIVE_INFINITY)) {
    throw new RangeError('betaMixtureEValue requires positive finite prior shapes a and b');
  }
  return { logE: logBetaMixture(errors, n - errors, alpha, a, b) };
}
