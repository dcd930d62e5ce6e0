import { binomialTail } from '../../src/statistics/binomial-tail.ts';
import { certificationBoundary } from '../../src/statistics/certification-boundary.ts';

/** Limits, and numbers of wrong decisions, that the table speaks of. */
export const LIMITS = [0.1, 0.05, 0.02, 0.01, 0.005, 0.002] as const;
export const WRONG = [0, 1, 2, 3, 5, 10] as const;

/** Verdicts that are enough however often one looks, with so many of them wrong. */
export function neededEveryNight(limit: number, delta: number): number[] {
  const { minVerdicts } = certificationBoundary({ alpha: limit, delta, maxErrors: Math.max(...WRONG) });
  return WRONG.flatMap((wrong) => minVerdicts[wrong] ?? []);
}

/** The same for one look at a number that was settled before. */
export function neededAtOnce(limit: number, delta: number): number[] {
  return WRONG.map((wrong) => leastFor(wrong, limit, delta));
}

/** The fewest verdicts at which so few errors are less likely than delta, were the true rate the limit. */
export function leastFor(errors: number, alpha: number, delta: number): number {
  const isEnough = (n: number): boolean => binomialTail({ errors, n, alpha }).p <= delta;
  let [low, high] = [errors, errors + 1];
  while (!isEnough(high)) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
