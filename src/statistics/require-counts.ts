/**
 * Refuses anything but whole counts with `0 <= errors <= n`. An invalid count makes a solver crawl for seconds or
 * answer nonsense, so every function that takes counts asks this first.
 */
export function requireCounts(caller: string, errors: number, n: number): void {
  if (!Number.isSafeInteger(n) || n < 0)
    throw new RangeError(`${caller} requires n to be a whole number >= 0`);
  if (!Number.isSafeInteger(errors) || errors < 0 || errors > n) {
    throw new RangeError(`${caller} requires errors to be a whole number with 0 <= errors <= n`);
  }
}
