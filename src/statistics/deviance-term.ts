/**
 * Deviance term `x ln(x / m) + m - x`: how far an observed amount x is from its expectation m, never negative.
 *
 * Close to x = m the plain formula cancels to noise; there a series in (x-m)/(x+m) keeps every digit.
 *
 * @param x observed, >= 0
 * @param m expected, > 0
 * @see Loader, "Fast and accurate computation of binomial probabilities", 2000 (there: bd0)
 * @example
 * devianceTerm(10, 10); // => 0
 */
export function devianceTerm(x: number, m: number): number {
  const ratio = x / m;
  if (ratio === 0) return m;
  const d = x - m;
  if (Math.abs(d) >= 0.1 * (x + m)) return x * Math.log(ratio) + m - x;
  const v = d / (x + m);
  const v2 = v * v;
  let sum = d * v;
  let term = 2 * x * v;
  for (let j = 1; ; j += 1) {
    term *= v2;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
}
