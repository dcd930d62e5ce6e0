import { betaFraction } from './beta-fraction.ts';
import { logBetaWeight } from './log-beta-weight.ts';

/**
 * Logarithm of the lower tail of a Beta(a, b) distribution, `ln I_x(a, b)`, for x in (0, 1) and y = 1 - x.
 *
 * The upper tail is `logBetaTail(b, a, y, x)`: ask for the tail you want, never for one minus the other.
 */
export function logBetaTail(a: number, b: number, x: number, y: number): number {
  const logWeight = logBetaWeight(a, b, x, y);
  if (x * b <= a * y) return Math.min(0, logWeight + Math.log(betaFraction(a, b, x, y)));
  return Math.log1p(-Math.min(1, Math.exp(logWeight) * betaFraction(b, a, y, x)));
}
