import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohensKappa } from '../../src/statistics/cohens-kappa.ts';
import { cohensKappaInterval } from '../../src/statistics/cohens-kappa-interval.ts';
import { fleissKappa } from '../../src/statistics/fleiss-kappa.ts';
import { gwetAc1 } from '../../src/statistics/gwet-ac1.ts';
import { krippendorffAlpha } from '../../src/statistics/krippendorff-alpha.ts';
import { pabak } from '../../src/statistics/pabak.ts';
import { percentAgreement } from '../../src/statistics/percent-agreement.ts';
import { reviewerErrorRate } from '../../src/statistics/reviewer-error-rate.ts';
import { reviewerNoise } from '../../src/statistics/reviewer-noise.ts';

const labels = [0, 1, 2];
const label = fc.constantFrom(...labels);
const pairs = fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 40 });
const split = (list: readonly (readonly [number, number])[]) => ({
  a: list.map(([left]) => left),
  b: list.map(([, right]) => right),
});

describe('agreement of two', () => {
  it('does not mind who comes first, and is 1 for full agreement', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const { a, b } = split(list);
        for (const figure of [gwetAc1, pabak, percentAgreement]) {
          const value = figure({ a, b, labels })!;
          expect(figure({ a: b, b: a, labels })).toBeCloseTo(value, 12);
          expect(value).toBeLessThanOrEqual(1);
          expect(figure({ a, b: a, labels })).toBeCloseTo(1, 12);
        }
      }),
    );
  });

  it('is undefined without items, and beyond chance with one label only', () => {
    const none = { a: [], b: [], labels };
    for (const figure of [gwetAc1, pabak, percentAgreement, cohensKappaInterval])
      expect(figure(none)).toBeNull();
    const alike = { a: [1, 1], b: [1, 1], labels: [1] };
    for (const figure of [gwetAc1, pabak, cohensKappaInterval]) expect(figure(alike)).toBeNull();
    expect(percentAgreement(alike)).toBe(1);
  });

  it('stays high in AC1 where kappa falls although reviewers agree', () => {
    const a = [...new Array(96).fill(1), 0, 0, 1, 1];
    const b = [...new Array(96).fill(1), 1, 1, 0, 0];
    expect(cohensKappa({ a, b, labels: [0, 1], weights: null })).toBeLessThan(0);
    expect(gwetAc1({ a, b, labels: [0, 1] })).toBeGreaterThan(0.95);
  });

  it('refuses lists that do not match and labels that are not listed', () => {
    for (const figure of [gwetAc1, pabak, cohensKappaInterval]) {
      expect(() => figure({ a: [0], b: [], labels })).toThrow(/length/);
      expect(() => figure({ a: [7], b: [0], labels })).toThrow(/labels/);
      expect(() => figure({ a: [0], b: [0], labels: [0, 0] })).toThrow(/distinct/);
    }
    expect(() => percentAgreement({ a: [0], b: [] })).toThrow(/length/);
  });
});

describe('cohensKappaInterval', () => {
  it('is around the kappa of cohensKappa, and narrows with the root of the items', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const once = cohensKappaInterval({ ...split(list), labels });
        const kappa = cohensKappa({ ...split(list), labels, weights: null });
        expect(once === null).toBe(kappa === null);
        if (once === null || kappa === null) return;
        expect(once.kappa).toBeCloseTo(kappa, 12);
        expect((once.lower + once.upper) / 2).toBeCloseTo(kappa, 9);
        const often = cohensKappaInterval({ ...split([...list, ...list, ...list, ...list]), labels })!;
        // Squared, since the root of a rounding error is none.
        expect(often.standardError ** 2 * 4).toBeCloseTo(once.standardError ** 2, 9);
      }),
    );
  });

  it('refuses a confidence of 1', () => {
    expect(() => cohensKappaInterval({ a: [0], b: [1], labels, confidence: 1 })).toThrow(/confidence/);
  });
});

describe('fleissKappa', () => {
  const panel = fc
    .integer({ min: 1, max: 20 })
    .chain((n) => fc.array(fc.array(label, { minLength: n, maxLength: n }), { minLength: 2, maxLength: 4 }));

  it("is Krippendorff's alpha but for the correction for few ratings", () => {
    fc.assert(
      fc.property(panel, (raters) => {
        const kappa = fleissKappa({ raters });
        const alpha = krippendorffAlpha({ raters, level: 'nominal' });
        expect(kappa === null).toBe(alpha === null);
        if (kappa === null || alpha === null) return;
        const ratings = raters.length * raters[0]!.length;
        expect(1 - alpha).toBeCloseTo((1 - kappa) * (1 - 1 / ratings), 10);
      }),
    );
  });

  it('is undefined without items or with one label, and needs two full lists', () => {
    expect(fleissKappa({ raters: [[], []] })).toBeNull();
    expect(fleissKappa({ raters: [['x'], ['x']] })).toBeNull();
    expect(() => fleissKappa({ raters: [[1, 0]] })).toThrow(/two raters/);
    expect(() => fleissKappa({ raters: [[1, 0], [1]] })).toThrow(/one label an item/);
  });
});

describe('reviewerNoise', () => {
  const rate = fc.double({ min: 0, max: 0.49, noNaN: true });

  it('finds the accuracy that such reviewers would show as observed', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), rate, rate, (accuracy, a, b) => {
        const observed = accuracy * (1 - a) + (1 - accuracy) * b;
        const answer = reviewerNoise({
          observed,
          standardError: 0.01,
          wrongWhenRight: a,
          rightWhenWrong: b,
        })!;
        expect(answer.accuracy).toBeCloseTo(accuracy, 10);
        expect(answer.standardError).toBeCloseTo(0.01 / (1 - a - b), 12);
        expect(observed).toBeLessThanOrEqual(answer.ceiling + 1e-12);
      }),
    );
  });

  it('doubts error rates under which the observed accuracy cannot be', () => {
    const rates = { wrongWhenRight: 0.02, rightWhenWrong: 0.1 };
    expect(reviewerNoise({ observed: 0.99, ...rates })).toEqual({
      accuracy: 1,
      standardError: null,
      ceiling: 0.98,
      plausible: false,
    });
    expect(reviewerNoise({ observed: 0.05, ...rates })).toMatchObject({ accuracy: 0, plausible: false });
    expect(reviewerNoise({ observed: 0.9, ...rates })).toMatchObject({ plausible: true });
  });

  it('has nothing to say of verdicts that do not depend on the answer', () => {
    expect(reviewerNoise({ observed: 0.5, wrongWhenRight: 0.5, rightWhenWrong: 0.5 })).toBeNull();
    expect(reviewerNoise({ observed: 0.5, wrongWhenRight: 1, rightWhenWrong: 1 })).toBeNull();
  });

  it('refuses what is no share and a negative error', () => {
    const rates = { wrongWhenRight: 0, rightWhenWrong: 0 };
    for (const observed of [-0.1, 1.1, Number.NaN])
      expect(() => reviewerNoise({ observed, ...rates })).toThrow(RangeError);
    expect(() => reviewerNoise({ observed: 1, standardError: -1, ...rates })).toThrow(/standard error/);
    expect(() => reviewerNoise({ observed: 1, wrongWhenRight: 2, rightWhenWrong: 0 })).toThrow(RangeError);
  });
});

describe('reviewerErrorRate', () => {
  it('gives the agreement back', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.5, noNaN: true }), (e) => {
        const found = reviewerErrorRate({ agreement: Math.min(1, (1 - e) ** 2 + e ** 2) });
        // Next to 0.5 the curve is flat, and agreement is half by rounding, or just below it.
        if (found !== null) expect(found).toBeCloseTo(e, 6);
        else expect(e).toBeGreaterThan(0.49);
      }),
    );
  });

  it('is null below one half and refuses what is no share', () => {
    expect(reviewerErrorRate({ agreement: 0.49 })).toBeNull();
    expect(reviewerErrorRate({ agreement: 0.5 })).toBe(0.5);
    for (const agreement of [-0.1, 1.1, Number.NaN])
      expect(() => reviewerErrorRate({ agreement })).toThrow(RangeError);
  });
});
