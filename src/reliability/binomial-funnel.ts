import { binomialTail } from '../statistics/index.ts';

/**
 * Where the share of n draws lies in all but `alpha` of cases, exactly: each end is cut off with a chance of at most
 * alpha / 2.
 *
 * @param rate that of all, in [0, 1]
 */
export function binomialFunnel(n: number, rate: number, alpha: number): { low: number; high: number } {
  return { low: quantile(n, rate, alpha / 2) / n, high: quantile(n, rate, 1 - alpha / 2) / n };
}

/** The fewest errors that as many or fewer than this have a chance of at least p. */
function quantile(n: number, rate: number, p: number): number {
  let [low, high] = [0, n];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (atMost(middle, n, rate) >= p) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Chance of so many of n, or fewer. */
export function atMost(errors: number, n: number, rate: number): number {
  if (errors < 0) return 0;
  if (rate <= 0 || errors >= n) return 1;
  return rate >= 1 ? 0 : binomialTail({ errors, n, alpha: rate }).p;
}

/** Chance of so many of n, or more: not 1 less the rest, which would be 0 long before it is. */
export function atLeast(errors: number, n: number, rate: number): number {
  return atMost(n - errors, n, 1 - rate);
}
