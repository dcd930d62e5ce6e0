import { logBetaTail } from './log-beta-tail.ts';

/**
 * Regularised incomplete beta function: the distribution function of a Beta(a, b) variable at x.
 *
 * Use it for probabilities of proportions; `upper` is the other tail, computed directly so that it keeps its digits
 * when it is tiny. Accurate to some 1e-11 relative for shapes up to 1e9.
 *
 * @param input x in [0, 1]; shapes a, b > 0, finite
 * @returns both tails, in [0, 1]
 * @throws RangeError outside those ranges
 * @see Didonato & Morris, "Algorithm 708", 1992; Loader, "Fast and accurate computation of binomial probabilities", 2000
 * @example
 * incompleteBeta({ x: 0.3, a: 2, b: 3 }); // => { lower: 0.3483, upper: 0.6517 }
 */
export function incompleteBeta(input: { readonly x: number; readonly a: number; readonly b: number }): {
  lower: number;
  upper: number;
} {
  const { x, a, b } = input;
  if (!(x >= 0 && x <= 1)) throw new RangeError('incompleteBeta requires x between 0 and 1');
  if (!(a > 0 && b > 0 && a + b < Number.POSITIVE_INFINITY)) {
    throw new RangeError('incompleteBeta requires positive finite shapes');
  }
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === 1) return { lower: 1, upper: 0 };
  const y = 1 - x;
  return { lower: Math.exp(logBetaTail(a, b, x, y)), upper: Math.exp(logBetaTail(b, a, y, x)) };
}
