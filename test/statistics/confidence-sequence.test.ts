import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anytimeLowerBound, clopperPearson, confidenceSequence } from '../../src/statistics/index.ts';

const delta = fc.constantFrom(0.2, 0.05, 0.01, 1e-6, 1e-12);
const counts = fc
  .integer({ min: 0, max: 1_000_000_000 })
  .chain((n) => fc.integer({ min: 0, max: n }).map((errors) => ({ n, errors })));

/** Probability that a fair path at this risk ever leaves the bound within n verdicts, by exact enumeration. */
function chanceToMiss(risk: number, n: number, level: number): number {
  let alive = [1];
  let missed = 0;
  for (let seen = 1; seen <= n; seen += 1) {
    const next = Array<number>(seen + 1).fill(0);
    alive.forEach((chance, errors) => {
      (next[errors] as number) += chance * (1 - risk);
      (next[errors + 1] as number) += chance * risk;
    });
    alive = next.map((chance, errors) => {
      if (chance === 0 || anytimeLowerBound({ n: seen, errors, delta: level }).lower <= risk) return chance;
      missed += chance;
      return 0;
    });
  }
  return missed;
}

describe('anytimeLowerBound', () => {
  it('is passed by the truth with probability at most delta, looking after every verdict', () => {
    for (const risk of [0.02, 0.1, 0.5]) expect(chanceToMiss(risk, 150, 0.1)).toBeLessThanOrEqual(0.1);
  });

  it('is wider than the bound of one look, and not by orders of magnitude', () => {
    for (const [n, errors] of [
      [100, 5],
      [500, 10],
      [5000, 100],
      [1_000_000, 50_000],
    ] as const) {
      const { lower } = anytimeLowerBound({ n, errors, delta: 0.05 });
      const one = clopperPearson({ n, errors, delta: 0.05 }).lower;
      expect(lower).toBeLessThan(one);
      expect(lower).toBeGreaterThan(one / 2);
    }
  });

  it('is 0 without an error', () => {
    expect(anytimeLowerBound({ n: 1000, errors: 0, delta: 0.05 })).toEqual({ lower: 0 });
  });
});

describe('confidenceSequence', () => {
  it('holds the error rate seen, inside [0, 1], at any size', () => {
    fc.assert(
      fc.property(counts, delta, ({ n, errors }, level) => {
        const { lower, upper } = confidenceSequence({ n, errors, delta: level });
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        const seen = n === 0 ? 0.5 : errors / n;
        expect(lower).toBeLessThanOrEqual(seen);
        expect(upper).toBeGreaterThanOrEqual(seen);
      }),
    );
  });

  it('narrows as verdicts come', () => {
    const width = (n: number): number => {
      const { lower, upper } = confidenceSequence({ n, errors: n / 50, delta: 0.05 });
      return upper - lower;
    };
    expect(width(500)).toBeLessThan(width(100));
    expect(width(5000)).toBeLessThan(width(500));
  });

  it.each([
    { n: 10, errors: 11, delta: 0.05 },
    { n: 10, errors: 1, delta: 0 },
    { n: 1.5, errors: 1, delta: 0.05 },
  ])('refuses %j', (input) => {
    expect(() => confidenceSequence(input)).toThrow(RangeError);
  });
});
