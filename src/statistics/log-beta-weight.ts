import { devianceTerm } from './deviance-term.ts';
import { stirlingError } from './stirling-error.ts';

const TWO_PI = 2 * Math.PI;

/**
 * Logarithm of the beta weight `x^a y^b / B(a, b)` with y = 1 - x, the factor in front of the incomplete beta's fraction.
 *
 * Loader's saddle-point form: accurate to some 1e-12 for a + b up to 1e9 and beyond. y is asked for, not computed,
 * because 1 - x forgets a small y.
 *
 * @param a first shape, > 0
 * @param b second shape, > 0
 * @param x in (0, 1)
 * @param y 1 - x, in (0, 1)
 * @see Loader, "Fast and accurate computation of binomial probabilities", 2000
 */
export function logBetaWeight(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const scale = 0.5 * Math.log((a / TWO_PI) * (b / n));
  const correction = stirlingError(n) - stirlingError(a) - stirlingError(b);
  return scale + correction - devianceTerm(a, n * x) - devianceTerm(b, n * y);
}
