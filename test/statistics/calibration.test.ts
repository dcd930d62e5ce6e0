import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binIndex } from '../../src/statistics/bin-index.ts';
import { debiasedCalibrationError } from '../../src/statistics/debiased-calibration-error.ts';
import { equalMassBins } from '../../src/statistics/equal-mass-bins.ts';
import { expectedCalibrationError } from '../../src/statistics/expected-calibration-error.ts';

describe('binIndex', () => {
  it('starts a new bin at every tenth and every twentieth, where floats start it late', () => {
    // floor(0.29 * 100) is 28, and numpy puts 0.3, 0.6 and 0.7 one of ten bins too low.
    for (const bins of [10, 20, 100]) {
      for (let i = 0; i < bins; i += 1) {
        const edge = (1_000_000 / bins) * i;
        expect(binIndex(edge, bins)).toBe(i);
        if (i > 0) expect(binIndex(edge - 1, bins)).toBe(i - 1);
      }
    }
  });

  it('closes the last bin', () => {
    for (const bins of [1, 7, 15, 1200, 1_000_000]) expect(binIndex(1_000_000, bins)).toBe(bins - 1);
  });

  it('is right for every ppm at 15 bins, by whole-number division', () => {
    for (let ppm = 0; ppm < 1_000_000; ppm += 7) {
      expect(binIndex(ppm, 15)).toBe(Number((BigInt(ppm) * 15n) / 1_000_000n));
    }
  });

  it('refuses what is not a confidence in ppm', () => {
    for (const ppm of [-1, 0.5, 1_000_001, Number.NaN]) expect(() => binIndex(ppm, 10)).toThrow(RangeError);
    for (const bins of [0, 1.5, 2_000_000]) expect(() => binIndex(1, bins)).toThrow(RangeError);
  });
});

const bin = fc
  .record({
    n: fc.integer({ min: 0, max: 500 }),
    accuracy: fc.double({ min: 0, max: 1, noNaN: true }),
    mean: fc.double({ min: 0, max: 1, noNaN: true }),
    w: fc.constantFrom(1, 20),
  })
  .map(({ n, accuracy, mean, w }) => {
    const k = Math.round(accuracy * n);
    return {
      n,
      weight: w * n,
      correct: w * k,
      confidence: w * n * mean,
      squaredWeight: w * w * n,
      squaredCorrect: w * w * k,
    };
  });
const bins = fc.array(bin, { maxLength: 8 });

describe('expectedCalibrationError', () => {
  it('splits into over- and underconfidence, whose difference needs no bins', () => {
    fc.assert(
      fc.property(bins, (list) => {
        Object.freeze(list);
        const answer = expectedCalibrationError({ bins: list });
        const total = list.reduce((sum, { weight }) => sum + weight, 0);
        expect(answer === null).toBe(total === 0);
        if (answer === null) return;
        expect(answer.overconfidence + answer.underconfidence).toBeCloseTo(answer.ece, 12);
        const gap = list.reduce((sum, { confidence, correct }) => sum + confidence - correct, 0) / total;
        expect(answer.signedGap).toBeCloseTo(gap, 12);
        expect(answer.ece).toBeLessThanOrEqual(answer.largestGap + 1e-12);
        expect(answer.noiseFloor ?? -1).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('has nothing to say about no verdicts, and no floor without squared weights', () => {
    expect(expectedCalibrationError({ bins: [] })).toBeNull();
    expect(expectedCalibrationError({ bins: [{ weight: 0, correct: 0, confidence: 0 }] })).toBeNull();
    expect(
      expectedCalibrationError({ bins: [{ weight: 2, correct: 1, confidence: 1 }] })?.noiseFloor,
    ).toBeNull();
  });

  it('refuses more agreement than verdicts', () => {
    expect(() => expectedCalibrationError({ bins: [{ weight: 1, correct: 2, confidence: 1 }] })).toThrow(
      RangeError,
    );
    expect(() =>
      expectedCalibrationError({ bins: [{ weight: 1, correct: 1, confidence: Number.NaN }] }),
    ).toThrow(RangeError);
  });

  it('lies near its noise floor when the AI is perfectly calibrated, on average over outcomes', () => {
    // One bin of 60 verdicts at confidence .8: the mean of |k/60 - .8| over the binomial, exactly.
    let mean = 0;
    let chance = 0.2 ** 60;
    for (let k = 0; k <= 60; k += 1) {
      mean += chance * expectedCalibrationError({ bins: [{ weight: 60, correct: k, confidence: 48 }] })!.ece;
      chance *= ((60 - k) / (k + 1)) * 4;
    }
    const { noiseFloor } = expectedCalibrationError({
      bins: [{ weight: 60, correct: 48, confidence: 48, squaredWeight: 60 }],
    })!;
    expect(Math.abs(mean / noiseFloor! - 1)).toBeLessThan(0.02);
  });
});

describe('debiasedCalibrationError', () => {
  it('is never above the plain error and never NaN', () => {
    fc.assert(
      fc.property(bins, (list) => {
        const answer = debiasedCalibrationError({ bins: list });
        if (answer === null) return;
        expect(answer.l2).toBeLessThanOrEqual(answer.plugInL2 + 1e-9);
        expect(answer.l1).toBeLessThanOrEqual(expectedCalibrationError({ bins: list })!.ece + 1e-9);
        for (const variance of answer.variances) expect(variance).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('has nothing to say about no verdicts and refuses verdicts without weight', () => {
    const empty = { n: 0, weight: 0, correct: 0, confidence: 0, squaredWeight: 0, squaredCorrect: 0 };
    expect(debiasedCalibrationError({ bins: [empty] })).toBeNull();
    expect(() => debiasedCalibrationError({ bins: [{ ...empty, n: 1 }] })).toThrow(RangeError);
  });
});

describe('equalMassBins', () => {
  it('is the plain split into equal parts when there are no ties', () => {
    expect(equalMassBins({ weights: new Array(9).fill(1), bins: 3 })).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
  });

  it('keeps a heavy value whole and bins in order', () => {
    expect(equalMassBins({ weights: [1, 8, 1], bins: 5 })).toEqual([0, 2, 4]);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 })),
        fc.integer({ min: 1, max: 15 }),
        (weights, count) => {
          const places = equalMassBins({ weights: Object.freeze(weights), bins: count });
          places.forEach((place, i) => {
            expect(place >= (places[i - 1] ?? 0) && place < count).toBe(true);
          });
        },
      ),
    );
  });

  it('refuses no bins and negative weights', () => {
    expect(() => equalMassBins({ weights: [1], bins: 0 })).toThrow(RangeError);
    expect(() => equalMassBins({ weights: [-1], bins: 2 })).toThrow(RangeError);
  });
});
