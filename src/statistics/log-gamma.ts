import { gammaln } from 'simple-statistics';

/**
 * Natural logarithm of the gamma function.
 *
 * Lanczos' approximation, about 14 digits of the answer itself. Differences of large values lose them all
 * (1e-7 at n = 1e9): binomial and beta weights use {@link stirlingError} instead.
 *
 * @param x a positive number
 * @throws RangeError unless x is positive and finite
 * @see Lanczos, "A precision approximation of the gamma function", 1964
 * @example
 * logGamma(5); // => 3.1780538303479… = ln 24
 */
export function logGamma(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY))
    throw new RangeError('logGamma requires a positive finite number');
  return gammaln(x);
}
