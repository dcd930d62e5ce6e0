import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stratifiedEValue } from '../../src/statistics/index.ts';

const chooseLog = (n: number, k: number): number => {
  let log = 0;
  for (let i = 1; i <= k; i += 1) log += Math.log((n - k + i) / i);
  return log;
};
const binomial = (n: number, k: number, p: number): number =>
  Math.exp(chooseLog(n, k)) * p ** k * (1 - p) ** (n - k);

/** Mean of the e-value of two strata over every pair of counts. */
function meanEValue(
  n: readonly [number, number],
  risks: readonly [number, number],
  share: number,
  alpha: number,
) {
  let mean = 0;
  for (let a = 0; a <= n[0]; a += 1) {
    for (let b = 0; b <= n[1]; b += 1) {
      const { logE } = stratifiedEValue({
        strata: [
          { share, n: n[0], errors: a },
          { share: 1 - share, n: n[1], errors: b },
        ],
        alpha,
      });
      mean += binomial(n[0], a, risks[0]) * binomial(n[1], b, risks[1]) * Math.exp(logE);
    }
  }
  return mean;
}

describe('stratifiedEValue', () => {
  it('has mean at most 1 wherever the mean risk is at the limit, however it is spread', () => {
    const [share, alpha] = [0.7, 0.2];
    for (const first of [0, 0.05, 0.1, 0.2, 0.25, 0.28]) {
      const second = (alpha - share * first) / (1 - share);
      expect(meanEValue([12, 9], [first, second], share, alpha)).toBeLessThanOrEqual(1 + 1e-9);
    }
  });

  it('divides by the best explanation at the limit: no risks with that mean explain the verdicts better', () => {
    const count = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(
        count,
        count,
        count,
        count,
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        (a, b, c, d, r) => {
          const strata = [
            { share: 0.6, n: a + b, errors: a },
            { share: 0.4, n: c + d, errors: c },
          ];
          const alpha = 0.3;
          const other = (alpha - 0.6 * r) / 0.4;
          fc.pre(other > 0.001 && other < 0.999);
          const { logE } = stratifiedEValue({ strata, alpha });
          const mixture = stratifiedEValue({ strata, alpha: 1e-9 }).logE;
          // At a limit that everything meets the divisor is the free maximum, so the mixture can be read off.
          const free = (k: number, n: number): number =>
            n === 0 ? 0 : (k && k * Math.log(k / n)) + (n - k && (n - k) * Math.log(1 - k / n));
          const rival = a * Math.log(r) + b * Math.log(1 - r) + c * Math.log(other) + d * Math.log(1 - other);
          const divisor = mixture + free(a, a + b) + free(c, c + d) - logE;
          fc.pre(a + c > 0 && a + b > 0 && c + d > 0);
          expect(divisor).toBeGreaterThanOrEqual(rival - 1e-7);
        },
      ),
    );
  });

  it('takes a stratum that nobody looked at for all wrong', () => {
    const { logE } = stratifiedEValue({
      strata: [
        { share: 0.9, n: 500, errors: 0 },
        { share: 0.1, n: 0, errors: 0 },
      ],
      alpha: 0.05,
    });
    expect(logE).toBeLessThan(0);
  });

  it('grows with right answers and falls with errors', () => {
    const at = (n: number, errors: number): number =>
      stratifiedEValue({ strata: [{ share: 1, n, errors }], alpha: 0.05 }).logE;
    expect(at(200, 1)).toBeGreaterThan(at(100, 1));
    expect(at(200, 2)).toBeLessThan(at(200, 1));
  });

  it('is finite for a thousand million verdicts', () => {
    const { logE } = stratifiedEValue({ strata: [{ share: 2, n: 1e9, errors: 2e7 }], alpha: 0.05 });
    expect(Number.isFinite(logE)).toBe(true);
  });

  it.each([
    { strata: [], alpha: 0.05 },
    { strata: [{ share: 0, n: 1, errors: 0 }], alpha: 0.05 },
    { strata: [{ share: 1, n: 1, errors: 2 }], alpha: 0.05 },
    { strata: [{ share: 1, n: 1, errors: 0 }], alpha: 1 },
  ])('refuses %j', (input) => {
    expect(() => stratifiedEValue(input)).toThrow(RangeError);
  });
});
