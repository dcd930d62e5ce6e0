import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incompleteGamma } from '../../src/statistics/incomplete-gamma.ts';
import { normalCdf } from '../../src/statistics/normal-cdf.ts';

describe('incompleteGamma', () => {
  it.each([
    [0.5, 0.25, 0.5204998778130466, 0.47950012218695337],
    [0.5, 8, 0.9999366575163338, 6.334248366623988e-5],
    [1, 2, 0.8646647167633873, 0.1353352832366127],
    [2.5, 0.01, 2.9876015319066003e-6, 0.999997012398468],
    [5, 5, 0.5595067149347879, 0.44049328506521257],
    [5, 30, 0.999999996375699, 3.6243009520614924e-9],
    [5, 200, 1.0, 9.413291991183437e-80],
    [100, 80, 0.0171083130351331, 0.9828916869648668],
    [100, 150, 0.9999940754596646, 5.924540335483916e-6],
    [10000, 10100, 0.8413487504471796, 0.15865124955282037],
    [1e6, 999000, 0.15865521357430365, 0.8413447864256963],
    [0.001, 1e-5, 0.9891230446957835, 0.010876955304217334],
  ])('has both tails right at shape %d, x %d', (a, x, lower, upper) => {
    const got = incompleteGamma({ a, x });
    const relative = (value: number, reference: number): number =>
      Math.abs(value - reference) / Math.max(reference, 1e-3 * (1 - reference));
    expect(relative(got.lower, lower)).toBeLessThan(1e-10);
    expect(relative(got.upper, upper)).toBeLessThan(1e-10);
  });

  it('keeps the digits of a tiny tail', () => {
    // P(χ² > 400) with 10 degrees of freedom, to 15 digits.
    expect(incompleteGamma({ a: 5, x: 200 }).upper / 9.413291991183437e-80).toBeCloseTo(1, 10);
  });

  it('is the normal for one degree of freedom, and a power of e for two', () => {
    const positive = fc.double({ min: 1e-3, max: 20, noNaN: true });
    fc.assert(
      fc.property(positive, (z) => {
        const two = 2 * normalCdf(-z);
        expect(incompleteGamma({ a: 0.5, x: (z * z) / 2 }).upper / two).toBeCloseTo(1, 9);
        expect(incompleteGamma({ a: 1, x: z }).upper / Math.exp(-z)).toBeCloseTo(1, 10);
      }),
    );
  });

  it('rises with x and falls with the shape; its tails add up to 1', () => {
    const number = fc.double({ min: 0.01, max: 500, noNaN: true });
    fc.assert(
      fc.property(number, number, number, (a, x, more) => {
        const { lower, upper } = incompleteGamma({ a, x });
        expect(lower + upper).toBeCloseTo(1, 12);
        expect(incompleteGamma({ a, x: x + more }).lower).toBeGreaterThanOrEqual(lower - 1e-12);
        expect(incompleteGamma({ a: a + more, x }).lower).toBeLessThanOrEqual(lower + 1e-12);
      }),
    );
  });

  it('is empty at 0 and refuses what is no shape', () => {
    expect(incompleteGamma({ a: 3, x: 0 })).toEqual({ lower: 0, upper: 1 });
    for (const [a, x] of [
      [0, 1],
      [-1, 1],
      [Infinity, 1],
      [1, -1],
      [1, Infinity],
      [1, Number.NaN],
    ] as const)
      expect(() => incompleteGamma({ a, x })).toThrow(RangeError);
  });
});
