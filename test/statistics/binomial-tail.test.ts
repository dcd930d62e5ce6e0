import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialTail } from '../../src/statistics/binomial-tail.ts';

const limit = fc.constantFrom(0.001, 0.01, 0.05, 0.2, 0.5, 0.9);

/** The sum itself, term by term: right for small n. */
function bySum(errors: number, n: number, alpha: number): number {
  let term = (1 - alpha) ** n;
  let sum = term;
  for (let k = 1; k <= errors; k += 1) {
    term *= ((n - k + 1) / k) * (alpha / (1 - alpha));
    sum += term;
  }
  return sum;
}

describe('binomialTail', () => {
  it('equals the plain sum for every count up to n = 60', () => {
    for (const alpha of [0.01, 0.05, 0.3, 0.5]) {
      for (let n = 0; n <= 60; n += 1) {
        for (let errors = 0; errors <= n; errors += 1) {
          const { p } = binomialTail({ errors, n, alpha });
          expect(Math.abs(p / bySum(errors, n, alpha) - 1)).toBeLessThan(1e-11);
        }
      }
    }
  });

  it('rises with errors and falls with verdicts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        limit,
        (n, share, alpha) => {
          const errors = Math.floor(share * (n - 1));
          const { logP } = binomialTail({ errors, n, alpha });
          expect(binomialTail({ errors: errors + 1, n, alpha }).logP).toBeGreaterThanOrEqual(logP - 1e-12);
          expect(binomialTail({ errors, n: n + 1, alpha }).logP).toBeLessThanOrEqual(
            logP + 1e-12 * Math.abs(logP) + 1e-15,
          );
        },
      ),
    );
  });

  it('is a certainty when every verdict may be an error, or there is none', () => {
    expect(binomialTail({ errors: 5, n: 5, alpha: 0.01 })).toEqual({ p: 1, logP: 0 });
    expect(binomialTail({ errors: 0, n: 0, alpha: 0.01 })).toEqual({ p: 1, logP: 0 });
  });

  it('keeps the logarithm where the probability underflows', () => {
    const { p, logP } = binomialTail({ errors: 1000, n: 1_000_000_000, alpha: 0.05 });
    expect(p).toBe(0);
    expect(logP).toBeCloseTo(-51281427.68935175, 4);
  });

  it('never answers NaN or leaves its range', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }),
        (n, share, alpha) => {
          const { p, logP } = binomialTail({ errors: Math.round(share * n), n, alpha });
          expect(p >= 0 && p <= 1 && logP <= 0).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('refuses counts that cannot be', () => {
    for (const [errors, n] of [
      [-1, 5],
      [6, 5],
      [0.5, 5],
      [0, 1.5],
      [0, Number.NaN],
      [0, -1],
    ] as const) {
      expect(() => binomialTail({ errors, n, alpha: 0.1 })).toThrow(RangeError);
    }
    for (const alpha of [0, 1, Number.NaN])
      expect(() => binomialTail({ errors: 0, n: 5, alpha })).toThrow(/alpha/);
  });
});
