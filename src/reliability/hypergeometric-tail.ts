import { logGamma } from '../statistics/index.ts';

/** What is left out of the sum is below the digits of the answer. */
const NEGLIGIBLE = 1e-17;

/**
 * The chance of so many errors, or more, in a slice if its decisions were drawn at random from all (the one-sided p-value
 * of Fisher's exact test).
 *
 * @param input errors of n in the slice, allErrors of all with it; whole numbers
 * @returns 1 where the slice does not err more often than all do
 */
export function hypergeometricTail(input: {
  readonly errors: number;
  readonly n: number;
  readonly allErrors: number;
  readonly all: number;
}): number {
  const { errors, n, allErrors, all } = input;
  if (errors * all <= n * allErrors) return 1;
  const first = Math.exp(
    logChoose(allErrors, errors) + logChoose(all - allErrors, n - errors) - logChoose(all, n),
  );
  let [term, sum] = [1, 1];
  // Beyond the mean every term is smaller than the one before.
  for (let k = errors; k < Math.min(n, allErrors) && term > NEGLIGIBLE * sum; k++) {
    term *= ((allErrors - k) * (n - k)) / ((k + 1) * (all - allErrors - n + k + 1));
    sum += term;
  }
  return Math.min(1, first * sum);
}

function logChoose(of: number, some: number): number {
  return logGamma(of + 1) - logGamma(some + 1) - logGamma(of - some + 1);
}
