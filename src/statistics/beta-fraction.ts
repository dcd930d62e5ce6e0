/**
 * Continued fraction of the incomplete beta function: `I_x(a, b) / (x^a y^b / B(a, b))`.
 *
 * It converges quickly while x lies below the mean a / (a + b); above it, turn the question round and ask for
 * `betaFraction(b, a, y, x)`.
 *
 * @param a first shape, > 0
 * @param b second shape, > 0
 * @param x in (0, 1)
 * @param y 1 - x
 * @see Didonato & Morris, "Algorithm 708: significant digit computation of the incomplete beta function ratios", 1992
 */
export function betaFraction(a: number, b: number, x: number, y: number): number {
  // a - (a+b)x without subtracting two large numbers from each other.
  const c = 1 + (a > b ? (a + b) * y - b : a - (a + b) * x);
  const ratio = b / a;
  const c1 = 1 + 1 / a;
  let p = 1;
  let s = a + 1;
  let numeratorBefore = 0;
  let denominatorBefore = 1;
  let numerator = 1;
  let denominator = c / c1;
  let r = c1 / c;
  for (let n = 1; n < 1e7; n += 1) {
    const t = n / a;
    const w = n * (b - n) * x;
    const e = a / s;
    const alpha = p * (p + ratio) * e * e * (w * x);
    const beta = n + w / s + ((t + 1) / (c1 + t + t)) * (c + n * (1 + y));
    p = t + 1;
    s += 2;
    const nextNumerator = alpha * numeratorBefore + beta * numerator;
    const nextDenominator = alpha * denominatorBefore + beta * denominator;
    const before = r;
    r = nextNumerator / nextDenominator;
    if (Math.abs(r - before) <= 1e-15 * r) return r;
    numeratorBefore = numerator / nextDenominator;
    denominatorBefore = denominator / nextDenominator;
    numerator = r;
    denominator = 1;
  }
  return r;
}
