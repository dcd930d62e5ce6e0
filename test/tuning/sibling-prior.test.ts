import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ipwBettingEValue, ipwGrid } from '../../src/statistics/index.ts';
import { siblingPrior } from '../../src/tuning/sibling-prior.ts';

const ALPHA = 0.05;
const record = (n: number, errors: number, pi = 1) => [
  { pi, piMin: pi, loss: 0, count: n - errors },
  { pi, piMin: pi, loss: 1, count: errors },
];

describe('a prior learnt from siblings', () => {
  it('is the default where there is none, or none with a verdict', () => {
    expect(siblingPrior([], ALPHA)).toEqual(ipwGrid.weights);
    expect(siblingPrior([record(0, 0)], ALPHA)).toEqual(ipwGrid.weights);
  });

  it('is a prior, and never less than half the default, so that it costs a factor of two at most', () => {
    const sibling = fc.tuple(fc.nat(5000), fc.nat(5000), fc.double({ min: 0.01, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(sibling, { maxLength: 6 }), (drawn) => {
        const weights = siblingPrior(
          drawn.map(([n, k, pi]) => record(n, Math.min(n, k), pi)),
          ALPHA,
        );
        expect(weights.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
        for (const [j, one] of weights.entries())
          expect(one).toBeGreaterThanOrEqual(0.5 * (ipwGrid.weights[j] as number) - 1e-15);
      }),
    );
  });

  it('puts its weight where the siblings err, as fractions of the limit', () => {
    const mean = (errors: number): number =>
      siblingPrior([record(1000, errors)], ALPHA).reduce(
        (sum, one, j) => sum + one * (ipwGrid.u[j] as number),
        0,
      );
    expect(mean(2)).toBeLessThan(mean(20));
    expect(mean(20)).toBeLessThan(mean(45));
  });

  it('earns more on a domain like them, and loses less than ln 2 on one that is not', () => {
    const eValue = (weights: readonly number[], errors: number): number =>
      ipwBettingEValue({ alpha: ALPHA, grid: { u: ipwGrid.u, weights }, cells: record(250, errors) }).logE;
    const learnt = siblingPrior([record(500, 10), record(500, 9)], ALPHA);
    expect(eValue(learnt, 5)).toBeGreaterThan(eValue(ipwGrid.weights, 5));
    for (const errors of [0, 5, 12, 30])
      expect(eValue(learnt, errors)).toBeGreaterThan(eValue(ipwGrid.weights, errors) - Math.LN2 - 1e-12);
  });

  it('does not grow surer of itself with the length of a record', () => {
    const short = siblingPrior([record(200, 4)], ALPHA);
    const long = siblingPrior([record(200_000, 4000)], ALPHA);
    for (const [j, one] of short.entries()) expect(long[j]).toBeCloseTo(one, 6);
  });
});
