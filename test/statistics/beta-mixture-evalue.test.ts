import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anytimeUpperBound } from '../../src/statistics/anytime-upper-bound.ts';
import { betaMixtureEValue } from '../../src/statistics/beta-mixture-evalue.ts';
import { certificationBoundary } from '../../src/statistics/certification-boundary.ts';
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';

const limit = fc.constantFrom(0.001, 0.005, 0.02, 0.05, 0.1, 0.4);
const unit = fc.double({ min: 0, max: 1, noNaN: true });

/** Mean of the e-value after n verdicts of the given risk, over all counts. */
function meanEValue(n: number, risk: number, alpha: number, prior: { a?: number; b?: number } = {}): number {
  let mean = 0;
  let logChance = n * Math.log1p(-risk);
  for (let errors = 0; errors <= n; errors += 1) {
    mean += Math.exp(logChance + betaMixtureEValue({ n, errors, alpha, ...prior }).logE);
    logChance += Math.log((n - errors) / (errors + 1)) + Math.log(risk / (1 - risk));
  }
  return mean;
}

describe('betaMixtureEValue', () => {
  it('has mean exactly 1 at the limit, at every number of verdicts', () => {
    for (const alpha of [0.01, 0.05, 0.3]) {
      for (const n of [1, 2, 5, 40, 300]) {
        expect(meanEValue(n, alpha, alpha)).toBeCloseTo(1, 9);
        expect(meanEValue(n, alpha, alpha, { a: 0.5, b: 0.5 })).toBeCloseTo(1, 9);
      }
    }
  });

  it('has mean below 1 at every risk above the limit', () => {
    for (const risk of [0.051, 0.06, 0.1, 0.5, 0.99]) expect(meanEValue(60, risk, 0.05)).toBeLessThan(1);
  });

  it('is a supermartingale step by step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), unit, limit, (n, share, alpha) => {
        const errors = Math.round(share * n);
        const now = betaMixtureEValue({ n, errors, alpha }).logE;
        const ifOk = betaMixtureEValue({ n: n + 1, errors, alpha }).logE;
        const ifError = betaMixtureEValue({ n: n + 1, errors: errors + 1, alpha }).logE;
        const next = (1 - alpha) * Math.exp(ifOk - now) + alpha * Math.exp(ifError - now);
        expect(next).toBeCloseTo(1, 9);
        expect(ifOk).toBeGreaterThan(now);
        expect(ifError).toBeLessThan(now);
      }),
      { numRuns: 300 },
    );
  });

  it('falls with every further error among the same verdicts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), unit, limit, (n, share, alpha) => {
        const errors = Math.floor(share * (n - 1));
        const fewer = betaMixtureEValue({ n, errors, alpha }).logE;
        expect(betaMixtureEValue({ n, errors: errors + 1, alpha }).logE).toBeLessThanOrEqual(fewer);
      }),
    );
  });

  it('is finite for any counts up to a thousand million', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000 }),
        unit,
        fc.double({ min: 1e-6, max: 0.95, noNaN: true }),
        (n, share, alpha) => {
          for (const errors of [0, n, Math.round(share * n), Math.round(alpha * n)]) {
            expect(Number.isFinite(betaMixtureEValue({ n, errors, alpha }).logE)).toBe(true);
          }
        },
      ),
    );
  });

  it('agrees with the sum of its series at sizes where the series is slow', () => {
    // a/(k+a) 2F1(n+a+b, 1; k+a+1; alpha) / 2F1(a+b, 1; a+1; alpha), mpmath 30 digits
    expect(betaMixtureEValue({ n: 1_000_000, errors: 40_000, alpha: 0.05 }).logE).toBeCloseTo(
      1121.3215239974,
      6,
    );
  });

  it('is 0 without verdicts, whatever the prior', () => {
    expect(betaMixtureEValue({ n: 0, errors: 0, alpha: 0.05 })).toEqual({ logE: 0 });
    expect(betaMixtureEValue({ n: 0, errors: 0, alpha: 0.9, a: 0.5, b: 7 })).toEqual({ logE: 0 });
  });

  it('refuses an impossible prior or limit', () => {
    expect(() => betaMixtureEValue({ n: 1, errors: 0, alpha: 1 })).toThrow(/alpha/);
    expect(() => betaMixtureEValue({ n: 1, errors: 0, alpha: 0.1, a: 0 })).toThrow(/prior/);
    expect(() => betaMixtureEValue({ n: 1, errors: 2, alpha: 0.1 })).toThrow(/errors/);
  });
});

describe('certificationBoundary', () => {
  it('is where the e-value first reaches 1 / delta', () => {
    fc.assert(
      fc.property(limit, fc.constantFrom(0.1, 0.05, 0.01, 1e-12), (alpha, delta) => {
        const { minVerdicts } = certificationBoundary({ alpha, delta, maxErrors: 30 });
        expect(minVerdicts).toHaveLength(31);
        minVerdicts.forEach((n, errors) => {
          expect(betaMixtureEValue({ n, errors, alpha }).logE).toBeGreaterThanOrEqual(-Math.log(delta));
          expect(betaMixtureEValue({ n: n - 1, errors, alpha }).logE).toBeLessThan(-Math.log(delta));
        });
      }),
      { numRuns: 40 },
    );
  });

  it('refuses a fraction of an error', () => {
    expect(() => certificationBoundary({ alpha: 0.05, delta: 0.05, maxErrors: 1.5 })).toThrow(RangeError);
  });
});

describe('anytimeUpperBound', () => {
  it('is certified at the bound and not below it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 1_000_000 }),
        fc.double({ min: 0, max: 0.6, noNaN: true }),
        (n, share) => {
          const errors = Math.round(share * n);
          const { upper } = anytimeUpperBound({ n, errors, delta: 0.05 });
          if (upper === 1) return;
          const needed = -Math.log(0.05);
          expect(betaMixtureEValue({ n, errors, alpha: upper }).logE).toBeGreaterThanOrEqual(needed - 1e-9);
          expect(betaMixtureEValue({ n, errors, alpha: upper * (1 - 1e-6) }).logE).toBeLessThan(needed);
        },
      ),
    );
  });

  it('is wider than the bound for one look', () => {
    for (const [n, errors] of [
      [77, 0],
      [500, 10],
      [20_000, 900],
    ] as const) {
      const oneLook = clopperPearson({ n, errors, delta: 0.05 }).upper;
      expect(anytimeUpperBound({ n, errors, delta: 0.05 }).upper).toBeGreaterThan(oneLook);
    }
  });

  it('holds at the ends: nothing reviewed, all wrong, a thousand million, delta 1e-12', () => {
    expect(anytimeUpperBound({ n: 0, errors: 0, delta: 0.05 })).toEqual({ upper: 1 });
    expect(anytimeUpperBound({ n: 9, errors: 9, delta: 0.05 })).toEqual({ upper: 1 });
    const { upper } = anytimeUpperBound({ n: 1_000_000_000, errors: 0, delta: 1e-12 });
    expect(upper).toBeGreaterThan(2.7631e-8);
    expect(upper).toBeLessThan(3.1e-8);
  });
});
