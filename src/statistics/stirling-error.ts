import { logGamma } from './log-gamma.ts';

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * Stirling error: what Stirling's formula for ln Γ(x + 1) leaves out, `ln Γ(x+1) - (x + 1/2) ln x + x - ln √(2π)`.
 *
 * It is small and smooth, so binomial and beta weights can be put together from it without subtracting huge
 * logarithms from each other.
 *
 * @param x a positive number
 * @see Loader, "Fast and accurate computation of binomial probabilities", 2000
 * @example
 * stirlingError(10); // => 0.00833056343336287…
 */
export function stirlingError(x: number): number {
  if (x < 16) return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
  const r = 1 / (x * x);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - (691 / 360360) * r) * r) * r) * r) * r) / x;
}
