import { betaTailQuantile } from './beta-tail-quantile.ts';

/**
 * Quantile of the Beta(a, b) distribution: the x with P(X <= x) = p.
 *
 * Use it for exact bounds on a proportion. Holds 1e-10 relative for shapes up to 1e9 and p down to 1e-12 at either end;
 * a bound with a tiny failure probability should go through `clopperPearson`, which solves the tail it is given.
 *
 * @param input p in [0, 1]; shapes a, b > 0, finite
 * @throws RangeError outside those ranges
 * @see Cran, Martin & Thomas, "Remark AS R19 and Algorithm AS 109", 1977, for the problem; the solver is our own
 * @example
 * betaQuantile({ p: 0.95, a: 1, b: 5 }); // => { quantile: 0.4507197283469… }
 */
export function betaQuantile(input: { readonly p: number; readonly a: number; readonly b: number }): {
  quantile: number;
} {
  const { p, a, b } = input;
  if (!(p >= 0 && p <= 1)) throw new RangeError('betaQuantile requires p between 0 and 1');
  if (!(a > 0 && b > 0 && a + b < Number.POSITIVE_INFINITY)) {
    throw new RangeError('betaQuantile requires positive finite shapes');
  }
  if (p === 0 || p === 1) return { quantile: p };
  return { quantile: betaTailQuantile(p, a, b).x };
}
