import { betaTailQuantile } from './beta-tail-quantile.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Quantile of Student's t distribution: the t with P(T <= t) = p.
 *
 * Use it where a standard error was itself estimated from few verdicts.
 *
 * @param input p in (0, 1); degreesOfFreedom > 0, finite
 * @throws RangeError outside those ranges
 * @see Student, "The probable error of a mean", 1908
 * @example
 * studentQuantile({ p: 0.975, degreesOfFreedom: 10 }); // => 2.228138851986273
 */
export function studentQuantile(input: { readonly p: number; readonly degreesOfFreedom: number }): number {
  const { p, degreesOfFreedom } = input;
  requireOpenUnit('studentQuantile', 'p', p);
  if (!(degreesOfFreedom > 0 && degreesOfFreedom < Number.POSITIVE_INFINITY)) {
    throw new RangeError('studentQuantile requires positive finite degrees of freedom');
  }
  if (p === 0.5) return 0;
  const outside = 2 * Math.min(p, 1 - p);
  const { x, y } = betaTailQuantile(outside, degreesOfFreedom / 2, 0.5);
  const size = Math.sqrt((degreesOfFreedom * y) / x);
  return p < 0.5 ? -size : size;
}
