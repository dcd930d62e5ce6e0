import { logBetaTail } from './log-beta-tail.ts';
import { logBetaWeight } from './log-beta-weight.ts';

/**
 * The x below which a Beta(a, b) variable lies with the given probability, with y = 1 - x as accurate as x itself.
 *
 * Newton's method on the logarithm of the tail against the log odds of x: that curve is increasing and concave for
 * every a and b (the density of the log odds is log-concave), so the steps cannot run away. For the quantile of an
 * upper tail swap a with b and read y; a probability like 1 - 1e-12 should never be formed.
 *
 * @param probability of the lower tail, in (0, 1)
 * @param a first shape, > 0
 * @param b second shape, > 0
 */
export function betaTailQuantile(probability: number, a: number, b: number): { x: number; y: number } {
  if (probability > 0.5) {
    const { x, y } = betaTailQuantile(1 - probability, b, a);
    return { x: y, y: x };
  }
  const target = Math.log(probability);
  let logOdds = Math.log(a / b);
  for (let step = 0; step < 200; step += 1) {
    const odds = Math.exp(-Math.abs(logOdds));
    const small = odds / (1 + odds);
    const x = logOdds < 0 ? small : 1 / (1 + odds);
    const y = logOdds < 0 ? 1 / (1 + odds) : small;
    const logTail = logBetaTail(a, b, x, y);
    const slope = Math.exp(logBetaWeight(a, b, x, y) - logTail);
    const change = (logTail - target) / slope;
    logOdds -= change;
    if (Math.abs(change) <= 1e-15 * (1 + Math.abs(logOdds))) break;
  }
  const odds = Math.exp(-Math.abs(logOdds));
  const near = odds / (1 + odds);
  const far = 1 / (1 + odds);
  return logOdds < 0 ? { x: near, y: far } : { x: far, y: near };
}
