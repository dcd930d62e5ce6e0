import { logGamma } from './log-gamma.ts';

/** Beyond the place where the chance has sunk to this share of the mode's, no uniform of 32 bits ever draws. */
const NEGLIGIBLE = 1e-14;

/**
 * Draws from the Binomial(n, p) distribution by a table of its distribution function, made once for many draws.
 *
 * @param n whole, >= 0
 * @param p in [0, 1]
 * @returns the count that belongs to a uniform number in [0, 1); the greater the number, the greater the count
 */
export function binomialSampler(n: number, p: number): (uniform: number) => number {
  if (p <= 0 || n === 0) return () => 0;
  if (p >= 1) return () => n;
  const mode = Math.min(n, Math.floor((n + 1) * p));
  const odds = p / (1 - p);
  const logAt = logGamma(n + 1) - logGamma(mode + 1) - logGamma(n - mode + 1);
  const chance = Math.exp(logAt + mode * Math.log(p) + (n - mode) * Math.log1p(-p));
  const [below, above]: number[][] = [[], []] as number[][];
  for (let k = mode, at = chance; k > 0 && at > NEGLIGIBLE * chance; k -= 1) {
    at *= k / ((n - k + 1) * odds);
    below!.push(at);
  }
  for (let k = mode, at = chance; k < n && at > NEGLIGIBLE * chance; k += 1) {
    at *= ((n - k) * odds) / (k + 1);
    above!.push(at);
  }
  const table = Float64Array.from([...below!.reverse(), chance, ...above!]);
  for (let i = 1; i < table.length; i += 1) table[i]! += table[i - 1]!;
  const total = table.at(-1)!;
  const first = mode - below!.length;
  return (uniform) => {
    const target = uniform * total;
    let [low, high] = [0, table.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (table[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return first + low;
  };
}
