import { betaFraction } from './beta-fraction.ts';
import { logBetaWeight } from './log-beta-weight.ts';

/**
 * Logarithm of `I_x(a, b) / (x^a y^b / B(a, b))`, the truncated beta integral in units of its own integrand at x.
 *
 * Below the mean this is the continued fraction itself. Above it, the whole integral less its upper part: the weight
 * is small there and nothing cancels, so neither counts of 1e9 nor k = 0 under- or overflow.
 */
function logTailOverWeight(a: number, b: number, x: number): number {
  const y = 1 - x;
  if (x * b <= a * y) return Math.log(betaFraction(a, b, x, y));
  const logWeight = logBetaWeight(a, b, x, y);
  return Math.log1p(-Math.exp(logWeight) * betaFraction(b, a, y, x)) - logWeight;
}

/**
 * Logarithm of the truncated-Beta mixture e-value without checking its input: the inner loop of
 * `betaMixtureEValue`, `certificationBoundary` and `anytimeUpperBound`.
 *
 * `∫_0^α p^k (1-p)^(n-k) dW(p) / (α^k (1-α)^(n-k))` is a ratio of two incomplete beta integrals, and in units of their
 * integrands at α the factors α^k (1-α)^(n-k) cancel exactly.
 */
export function logBetaMixture(errors: number, ok: number, alpha: number, a: number, b: number): number {
  if (errors + ok === 0) return 0;
  return logTailOverWeight(errors + a, ok + b, alpha) - logTailOverWeight(a, b, alpha);
}
