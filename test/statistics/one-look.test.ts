import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialTail } from '../../src/statistics/binomial-tail.ts';
import { certificationLowerBound } from '../../src/statistics/certification-lower-bound.ts';
import { eBenjaminiHochberg } from '../../src/statistics/e-benjamini-hochberg.ts';
import { hoeffdingBentkus } from '../../src/statistics/hoeffding-bentkus.ts';
import { selectiveGuaranteedRisk } from '../../src/statistics/selective-guaranteed-risk.ts';

const limit = fc.constantFrom(0.001, 0.02, 0.1, 0.5);

describe('hoeffdingBentkus', () => {
  it('is the exact binomial tail for binary losses', () => {
    expect(hoeffdingBentkus({ lossSum: 15, n: 815, alpha: 0.01, binary: true })).toBe(
      binomialTail({ errors: 15, n: 815, alpha: 0.01 }).p,
    );
  });

  it('rises with the losses and is a probability', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        limit,
        (n, share, alpha) => {
          const p = hoeffdingBentkus({ lossSum: share * n, n, alpha, binary: false });
          expect(p >= 0 && p <= 1).toBe(true);
          expect(
            hoeffdingBentkus({ lossSum: Math.min(n, share * n + 0.3), n, alpha, binary: false }),
          ).toBeGreaterThanOrEqual(p * (1 - 1e-9));
        },
      ),
    );
  });

  it('says nothing without verdicts and refuses sums that cannot be', () => {
    expect(hoeffdingBentkus({ lossSum: 0, n: 0, alpha: 0.1, binary: false })).toBe(1);
    for (const [lossSum, n, binary] of [
      [-1, 5, false],
      [5.1, 5, false],
      [1.5, 5, true],
      [0, 1.5, false],
      [Number.NaN, 5, false],
    ] as const) {
      expect(() => hoeffdingBentkus({ lossSum, n, alpha: 0.1, binary })).toThrow(RangeError);
    }
  });
});

describe('certificationLowerBound', () => {
  it('has no answer for a risk that is not below the limit', () => {
    expect(certificationLowerBound({ risk: 0.05, alpha: 0.05, delta: 0.05 })).toMatchObject({
      kl: 0,
      minExpectedVerdicts: null,
    });
    expect(certificationLowerBound({ risk: 1, alpha: 0.05, delta: 0.05 }).minExpectedVerdicts).toBeNull();
  });

  it('has the zero-error floor of the exact binomial test', () => {
    for (const [alpha, delta, floor] of [
      [0.05, 0.05, 59],
      [0.005, 0.05, 598],
      [0.01, 0.01, 459],
      [0.5, 0.125, 3],
    ] as const) {
      expect(certificationLowerBound({ risk: 0, alpha, delta }).zeroErrorFloor).toBe(floor);
      expect(binomialTail({ errors: 0, n: floor, alpha }).p).toBeLessThanOrEqual(delta * (1 + 1e-12));
      expect(binomialTail({ errors: 0, n: floor - 1, alpha }).p).toBeGreaterThan(delta);
    }
  });

  it('grows without bound as the risk nears its limit', () => {
    const far = certificationLowerBound({ risk: 0.04, alpha: 0.05, delta: 0.05 }).minExpectedVerdicts ?? 0;
    const near =
      certificationLowerBound({ risk: 0.0499999, alpha: 0.05, delta: 0.05 }).minExpectedVerdicts ?? 0;
    expect(near).toBeGreaterThan(1e10 * 0.9);
    expect(near).toBeGreaterThan(far);
  });
});

describe('eBenjaminiHochberg', () => {
  it('rejects the k largest with e >= D / (delta k), and no more', () => {
    const e = fc.array(
      fc.oneof(fc.double({ min: 0, max: 5000, noNaN: true }), fc.constant(Number.POSITIVE_INFINITY)),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(e, fc.constantFrom(0.01, 0.1), (values, delta) => {
        Object.freeze(values);
        const { reject, count } = eBenjaminiHochberg({ e: values, delta });
        expect(reject.filter(Boolean)).toHaveLength(count);
        values.forEach((value, i) => {
          if (reject[i]) expect(value * delta * count).toBeGreaterThanOrEqual(values.length * (1 - 1e-12));
        });
        const kept = values.filter((_, i) => !reject[i]).sort((left, right) => right - left);
        kept.forEach((value, i) => {
          expect(value * delta * (count + i + 1)).toBeLessThan(values.length);
        });
      }),
    );
  });

  it('refuses negative evidence', () => {
    expect(() => eBenjaminiHochberg({ e: [-1], delta: 0.1 })).toThrow(RangeError);
    expect(() => eBenjaminiHochberg({ e: [Number.NaN], delta: 0.1 })).toThrow(RangeError);
  });
});

describe('selectiveGuaranteedRisk', () => {
  it('answers the whole set when every decision was right and there are enough', () => {
    const confidence10000 = Object.freeze(Array.from({ length: 500 }, (_, i) => 5000 + i));
    const answer = selectiveGuaranteedRisk({
      confidence10000,
      errors: '0'.repeat(500),
      targetRisk: 0.1,
      delta: 0.05,
    });
    expect(answer).toMatchObject({ feasible: true, k: 0 });
    expect(answer.n).toBeGreaterThanOrEqual(499);
  });

  it('refuses ties, where the scored set is not the deployed one', () => {
    const input = { errors: '00', targetRisk: 0.1, delta: 0.05 };
    expect(() => selectiveGuaranteedRisk({ ...input, confidence10000: [5000, 5000] })).toThrow(/distinct/);
    expect(() => selectiveGuaranteedRisk({ ...input, confidence10000: [5000] })).toThrow(RangeError);
    expect(() => selectiveGuaranteedRisk({ ...input, confidence10000: [], errors: '' })).toThrow(RangeError);
  });
});
