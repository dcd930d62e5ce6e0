import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohensKappa } from '../../src/statistics/cohens-kappa.ts';
import { krippendorffAlpha } from '../../src/statistics/krippendorff-alpha.ts';

const labels = [0, 1, 2];
const ratings = fc.array(fc.tuple(fc.constantFrom(0, 1, 2), fc.constantFrom(0, 1, 2)), { maxLength: 40 });

describe('cohensKappa', () => {
  it('is 1 for full agreement and null when chance alone would agree fully', () => {
    expect(cohensKappa({ a: [0, 1, 2], b: [0, 1, 2], labels, weights: null })).toBe(1);
    expect(cohensKappa({ a: [1, 1], b: [1, 1], labels, weights: null })).toBeNull();
    expect(cohensKappa({ a: [], b: [], labels, weights: 'linear' })).toBeNull();
  });

  it('does not mind which reviewer comes first and is never above 1 or NaN', () => {
    fc.assert(
      fc.property(
        ratings,
        fc.constantFrom(null, 'linear' as const, 'quadratic' as const),
        (pairs, weights) => {
          const a = Object.freeze(pairs.map(([left]) => left));
          const b = Object.freeze(pairs.map(([, right]) => right));
          const kappa = cohensKappa({ a, b, labels, weights });
          expect(cohensKappa({ a: b, b: a, labels, weights })).toBe(kappa);
          if (kappa !== null) expect(kappa >= -1 && kappa <= 1).toBe(true);
        },
      ),
    );
  });

  it('takes words for labels', () => {
    expect(cohensKappa({ a: ['ok', 'no'], b: ['no', 'ok'], labels: ['ok', 'no'], weights: null })).toBe(-1);
  });

  it('refuses lists that do not match and labels that are not listed', () => {
    expect(() => cohensKappa({ a: [0], b: [], labels, weights: null })).toThrow(/length/);
    expect(() => cohensKappa({ a: [7], b: [0], labels, weights: null })).toThrow(/labels/);
    expect(() => cohensKappa({ a: [0], b: [0], labels: [0, 0], weights: null })).toThrow(/distinct/);
  });
});

describe('krippendorffAlpha', () => {
  it('is 1 for full agreement, whatever is missing', () => {
    const raters = [
      Object.freeze([1, 2, null, 3]),
      Object.freeze([1, null, 2, 3]),
      Object.freeze([1, 2, 2, null]),
    ];
    for (const level of ['nominal', 'ordinal', 'interval', 'ratio'] as const) {
      expect(krippendorffAlpha({ raters, level })).toBe(1);
    }
  });

  it('is null when no item has two ratings, or all ratings are alike', () => {
    expect(
      krippendorffAlpha({
        raters: [
          [1, null],
          [null, 2],
        ],
        level: 'nominal',
      }),
    ).toBeNull();
    expect(
      krippendorffAlpha({
        raters: [
          [1, 1],
          [1, 1],
        ],
        level: 'interval',
      }),
    ).toBeNull();
    expect(krippendorffAlpha({ raters: [], level: 'nominal' })).toBeNull();
  });

  it('does not depend on the order of raters', () => {
    const rating = fc.constantFrom(0, 1, 2, null);
    const three = fc
      .integer({ min: 1, max: 15 })
      .chain((n) =>
        fc.array(fc.array(rating, { minLength: n, maxLength: n }), { minLength: 3, maxLength: 3 }),
      );
    fc.assert(
      fc.property(
        three,
        fc.constantFrom('nominal' as const, 'ordinal' as const, 'ratio' as const),
        (raters, level) => {
          const alpha = krippendorffAlpha({ raters, level });
          const turned = krippendorffAlpha({ raters: raters.toReversed(), level });
          if (alpha === null || turned === null) expect(turned).toBe(alpha);
          else expect(turned).toBeCloseTo(alpha, 10);
          if (alpha !== null) expect(alpha).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('refuses ragged lists and ratings that are not numbers', () => {
    expect(() => krippendorffAlpha({ raters: [[1], [1, 2]], level: 'nominal' })).toThrow(RangeError);
    expect(() => krippendorffAlpha({ raters: [[Number.NaN]], level: 'nominal' })).toThrow(RangeError);
    expect(() => krippendorffAlpha({ raters: [[-1]], level: 'ratio' })).toThrow(RangeError);
  });
});
