import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialTail } from '../../src/statistics/binomial-tail.ts';
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';

const delta = fc.constantFrom(0.3, 0.05, 0.01, 1e-6, 1e-12);
const counts = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 1_000_000_000 })),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([n, share]) => ({ n, errors: Math.round(share * n) }));

describe('clopperPearson', () => {
  it('has an upper bound at which the binomial tail is exactly delta', () => {
    fc.assert(
      fc.property(counts, delta, ({ n, errors }, d) => {
        const { upper } = clopperPearson({ errors, n, delta: d });
        if (errors === n) expect(upper).toBe(1);
        // Where the bound is a rounding away from 1 the tail cannot be recovered from it.
        else if (upper < 1 - 1e-6) expect(binomialTail({ errors, n, alpha: upper }).p / d).toBeCloseTo(1, 5);
      }),
      { numRuns: 300 },
    );
  });

  it('has a lower bound that mirrors the upper one', () => {
    fc.assert(
      fc.property(counts, delta, ({ n, errors }, d) => {
        const { lower } = clopperPearson({ errors, n, delta: d });
        expect(lower).toBeCloseTo(1 - clopperPearson({ errors: n - errors, n, delta: d }).upper, 12);
        expect(lower).toBeLessThanOrEqual(errors / n);
      }),
    );
  });

  it('covers the truth with probability at least 1 - delta, counted exactly', () => {
    for (const risk of [0.01, 0.1, 0.37, 0.8]) {
      for (const n of [1, 7, 40]) {
        let missed = 0;
        for (let errors = 0; errors <= n; errors += 1) {
          const before = errors === 0 ? 0 : binomialTail({ errors: errors - 1, n, alpha: risk }).p;
          const chance = binomialTail({ errors, n, alpha: risk }).p - before;
          if (clopperPearson({ errors, n, delta: 0.05 }).upper < risk) missed += chance;
        }
        expect(missed).toBeLessThanOrEqual(0.05 + 1e-12);
      }
    }
  });

  it('tightens with verdicts, loosens with errors and with caution', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 100_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const errors = Math.floor(share * (n - 1));
          const { upper } = clopperPearson({ errors, n, delta: 0.05 });
          expect(clopperPearson({ errors, n: n + 1, delta: 0.05 }).upper).toBeLessThan(upper);
          expect(clopperPearson({ errors: errors + 1, n, delta: 0.05 }).upper).toBeGreaterThan(upper);
          expect(clopperPearson({ errors, n, delta: 0.01 }).upper).toBeGreaterThan(upper);
        },
      ),
    );
  });

  it('knows the zero-error floor: 59 clean verdicts for 5 % at 5 %', () => {
    expect(clopperPearson({ errors: 0, n: 59, delta: 0.05 }).upper).toBeLessThan(0.05);
    expect(clopperPearson({ errors: 0, n: 58, delta: 0.05 }).upper).toBeGreaterThan(0.05);
  });

  it('holds at a thousand million verdicts and delta 1e-12', () => {
    const { upper, lower } = clopperPearson({ errors: 500_000_000, n: 1_000_000_000, delta: 1e-12 });
    expect(upper + lower).toBeCloseTo(1, 13);
    // 1 - delta^(1/n) by its series
    expect(clopperPearson({ errors: 0, n: 1_000_000_000, delta: 1e-12 }).upper / 2.7631020734e-8).toBeCloseTo(
      1,
      9,
    );
  });

  it('says nothing without verdicts', () => {
    expect(clopperPearson({ errors: 0, n: 0, delta: 0.05 })).toEqual({ upper: 1, lower: 0 });
  });

  it('refuses impossible counts at once', () => {
    expect(() => clopperPearson({ errors: -1, n: 10, delta: 0.05 })).toThrow(RangeError);
    expect(() => clopperPearson({ errors: 11, n: 10, delta: 0.05 })).toThrow(RangeError);
    expect(() => clopperPearson({ errors: 1, n: 10, delta: 0 })).toThrow(/delta/);
  });
});
