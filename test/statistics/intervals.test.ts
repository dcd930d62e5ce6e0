import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clopperPearson } from '../../src/statistics/clopper-pearson.ts';
import { moverInterval } from '../../src/statistics/mover-interval.ts';
import { surveyInterval } from '../../src/statistics/survey-interval.ts';
import { wilsonBounds } from '../../src/statistics/wilson-bounds.ts';
import { wilsonInterval } from '../../src/statistics/wilson-interval.ts';

describe('wilsonInterval', () => {
  it('holds the share, mirrors itself and stays in [0, 1]', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(0.5, 0.95, 1 - 1e-12),
        (trials, share, confidence) => {
          const successes = Math.round(share * trials);
          const { lower, upper } = wilsonInterval({ successes, trials, confidence })!;
          expect(lower >= 0 && lower <= successes / trials && upper >= successes / trials && upper <= 1).toBe(
            true,
          );
          const mirror = wilsonInterval({ successes: trials - successes, trials, confidence })!;
          expect(mirror.lower).toBeCloseTo(1 - upper, 12);
        },
      ),
    );
  });

  it('has nothing to say about no trials', () => {
    expect(wilsonInterval({ successes: 0, trials: 0, confidence: 0.95 })).toBeNull();
    expect(() => wilsonInterval({ successes: 2, trials: 1, confidence: 0.95 })).toThrow(RangeError);
    expect(() => wilsonInterval({ successes: 0, trials: 1, confidence: 1 })).toThrow(/confidence/);
  });
});

describe('wilsonBounds', () => {
  it('takes an effective sample size, and refuses none', () => {
    const { lower, upper } = wilsonBounds(0.5, 0.75, 1.96);
    expect(lower + upper).toBeCloseTo(1, 14);
    for (const [share, n, z] of [
      [0.5, 0, 2],
      [1.1, 5, 2],
      [0.5, 5, Number.NaN],
    ] as const) {
      expect(() => wilsonBounds(share, n, z)).toThrow(RangeError);
    }
  });
});

describe('moverInterval', () => {
  it('is the Clopper–Pearson interval when there is one stratum', () => {
    const { lower, upper } = clopperPearson({ errors: 90, n: 100, delta: 0.025 });
    const own = moverInterval({ strata: [{ weight: 20, successes: 90, trials: 100 }], confidence: 0.95 })!;
    expect(own.lower).toBeCloseTo(lower, 14);
    expect(own.upper).toBeCloseTo(upper, 14);
  });

  it('does not depend on the scale of weights, nor on empty strata', () => {
    const strata = [
      { weight: 1, successes: 80, trials: 100 },
      { weight: 20, successes: 49, trials: 50 },
    ];
    const scaled = strata.map((stratum) => ({ ...stratum, weight: stratum.weight * 7 }));
    const plain = moverInterval({ strata: Object.freeze(strata), confidence: 0.95 })!;
    const other = moverInterval({
      strata: [...scaled, { weight: 3, successes: 0, trials: 0 }],
      confidence: 0.95,
    })!;
    expect(other.lower).toBeCloseTo(plain.lower, 14);
    expect(other.estimate).toBeCloseTo((80 + 980) / 1100, 14);
  });

  it('stays honest about a lightly audited stratum without errors, where the survey standard is not', () => {
    const strata = [
      { weight: 1, successes: 60, trials: 80 },
      { weight: 50, successes: 10, trials: 10 },
    ];
    const { lower } = moverInterval({ strata, confidence: 0.95 })!;
    // 10 clean audits cannot promise more than .69 of 86 % of the traffic.
    expect(lower).toBeLessThan(0.72);
  });

  it('has nothing to say about no trials and refuses impossible strata', () => {
    expect(moverInterval({ strata: [], confidence: 0.95 })).toBeNull();
    expect(moverInterval({ strata: [{ weight: 1, successes: 0, trials: 0 }], confidence: 0.95 })).toBeNull();
    for (const stratum of [
      { weight: 0, successes: 1, trials: 2 },
      { weight: 1, successes: 3, trials: 2 },
      { weight: 1, successes: 0.5, trials: 2 },
    ]) {
      expect(() => moverInterval({ strata: [stratum], confidence: 0.95 })).toThrow(RangeError);
    }
  });
});

describe('surveyInterval', () => {
  it('is the Clopper–Pearson interval for a plain sample', () => {
    const [n, k] = [200, 180];
    const standardError = Math.sqrt(((k / n) * (1 - k / n)) / n);
    const { beta, effectiveSampleSize } = surveyInterval({
      estimate: k / n,
      standardError,
      trials: n,
      degreesOfFreedom: n - 1,
      confidence: 0.95,
    });
    const { lower, upper } = clopperPearson({ errors: k, n, delta: 0.025 });
    expect(effectiveSampleSize).toBeCloseTo(n, 9);
    expect(beta[0]).toBeCloseTo(lower, 10);
    expect(beta[1]).toBeCloseTo(upper, 10);
  });

  it('refuses an accuracy without spread', () => {
    const rest = { trials: 10, degreesOfFreedom: 9, confidence: 0.95 };
    expect(() => surveyInterval({ ...rest, estimate: 1, standardError: 0.1 })).toThrow(/estimate/);
    expect(() => surveyInterval({ ...rest, estimate: 0.5, standardError: 0 })).toThrow(/standard error/);
    expect(() =>
      surveyInterval({ ...rest, estimate: 0.5, standardError: 0.1, degreesOfFreedom: 10 }),
    ).toThrow(/degrees/);
  });
});
