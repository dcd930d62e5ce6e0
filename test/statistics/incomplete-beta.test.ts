import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaQuantile } from '../../src/statistics/beta-quantile.ts';
import { incompleteBeta } from '../../src/statistics/incomplete-beta.ts';

const shape = fc.oneof(
  fc.double({ min: 0.1, max: 50, noNaN: true }),
  fc.integer({ min: 1, max: 1_000_000_000 }),
);

describe('incompleteBeta', () => {
  it('is the identity for a uniform variable', () => {
    for (const x of [0, 1e-12, 0.25, 0.5, 1])
      expect(incompleteBeta({ x, a: 1, b: 1 }).lower).toBeCloseTo(x, 14);
  });

  it('is a power where one shape is 1', () => {
    expect(incompleteBeta({ x: 0.2, a: 7, b: 1 }).lower / 0.2 ** 7).toBeCloseTo(1, 13);
    expect(incompleteBeta({ x: 0.2, a: 1, b: 7 }).upper / 0.8 ** 7).toBeCloseTo(1, 13);
  });

  it('follows the arcsine law', () => {
    expect(incompleteBeta({ x: 0.05, a: 0.5, b: 0.5 }).lower).toBeCloseTo(
      (2 / Math.PI) * Math.asin(Math.sqrt(0.05)),
      14,
    );
  });

  it('has two tails that sum to one and stay in range', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), shape, shape, (x, a, b) => {
        const { lower, upper } = incompleteBeta({ x, a, b });
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeGreaterThanOrEqual(0);
        expect(lower + upper).toBeCloseTo(1, 9);
      }),
    );
  });

  it('keeps the digits of a tiny upper tail', () => {
    expect(incompleteBeta({ x: 0.9, a: 1, b: 300 }).upper / 1e-300).toBeCloseTo(1, 11);
  });

  it('refuses what is not a beta variable', () => {
    for (const bad of [
      { x: -0.1, a: 1, b: 1 },
      { x: Number.NaN, a: 1, b: 1 },
      { x: 0.5, a: 0, b: 1 },
      { x: 0.5, a: 1, b: Number.POSITIVE_INFINITY },
    ]) {
      expect(() => incompleteBeta(bad)).toThrow(RangeError);
    }
  });
});

describe('betaQuantile', () => {
  it('undoes the distribution function, in the tail that is asked for', () => {
    const probability = fc.constantFrom(1e-12, 1e-6, 0.001, 0.05, 0.3, 0.5, 0.7, 0.95, 0.999);
    fc.assert(
      fc.property(probability, shape, shape, (p, a, b) => {
        const { quantile } = betaQuantile({ p, a, b });
        expect(quantile).toBeGreaterThanOrEqual(0);
        expect(quantile).toBeLessThanOrEqual(1);
        // Next to 1 a double cannot hold the quantile itself.
        if (quantile < 1e-250 || quantile > 1 - 1e-9) return;
        const { lower } = incompleteBeta({ x: quantile, a, b });
        expect(lower / p).toBeCloseTo(1, 6);
      }),
      { numRuns: 400 },
    );
  });

  it('answers the ends of the range at the ends of probability', () => {
    expect(betaQuantile({ p: 0, a: 3, b: 4 })).toEqual({ quantile: 0 });
    expect(betaQuantile({ p: 1, a: 3, b: 4 })).toEqual({ quantile: 1 });
  });

  it('is symmetric in its shapes', () => {
    const left = betaQuantile({ p: 0.01, a: 3, b: 11 }).quantile;
    expect(left + betaQuantile({ p: 0.99, a: 11, b: 3 }).quantile).toBeCloseTo(1, 14);
  });

  it('refuses what is not a probability or a shape', () => {
    for (const p of [-1e-9, 1.1, Number.NaN])
      expect(() => betaQuantile({ p, a: 1, b: 1 })).toThrow(RangeError);
    expect(() => betaQuantile({ p: 0.5, a: 1, b: -1 })).toThrow(
      'betaQuantile requires positive finite shapes',
    );
  });
});
