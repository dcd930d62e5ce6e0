import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poolAdjacentViolators } from '../../src/statistics/pool-adjacent-violators.ts';

const points = fc.array(
  fc.record({ value: fc.double({ min: 0, max: 1, noNaN: true }), weight: fc.constantFrom(1, 2.5, 20) }),
  { maxLength: 40 },
);
const fitted = (list: readonly { value: number; weight: number }[]) =>
  poolAdjacentViolators(
    Float64Array.from(list, ({ value }) => value),
    Float64Array.from(list, ({ weight }) => weight),
  );

describe('poolAdjacentViolators', () => {
  it('pools by weight', () => {
    expect([...poolAdjacentViolators(Float64Array.of(3, 1, 2), Float64Array.of(1, 3, 1))]).toEqual([
      1.5, 1.5, 2,
    ]);
    expect(fitted([])).toHaveLength(0);
  });

  it('does not fall, keeps the weighted mean and leaves a rising line alone', () => {
    fc.assert(
      fc.property(points, (list) => {
        const line = fitted(list);
        const mean = (of: (i: number) => number) =>
          list.reduce((sum, { weight }, i) => sum + weight * of(i), 0);
        line.forEach((value, i) => {
          if (i > 0) expect(value).toBeGreaterThanOrEqual(line[i - 1]!);
        });
        expect(mean((i) => line[i]!)).toBeCloseTo(
          mean((i) => list[i]!.value),
          9,
        );
        const rising = list.toSorted((left, right) => left.value - right.value);
        fitted(rising).forEach((value, i) => {
          expect(value).toBeCloseTo(rising[i]!.value, 14);
        });
      }),
    );
  });

  it('is the greatest of the least means of runs, which defines it', () => {
    fc.assert(
      fc.property(points, (list) => {
        const runMean = (from: number, to: number): number => {
          const run = list.slice(from, to + 1);
          const weight = run.reduce((sum, point) => sum + point.weight, 0);
          return run.reduce((sum, point) => sum + point.weight * point.value, 0) / weight;
        };
        fitted(list).forEach((value, i) => {
          const leasts = list
            .slice(0, i + 1)
            .map((_, from) => Math.min(...list.slice(i).map((_, more) => runMean(from, i + more))));
          expect(value).toBeCloseTo(Math.max(...leasts), 10);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('refuses what has no weight', () => {
    expect(() => poolAdjacentViolators(Float64Array.of(1), Float64Array.of(0))).toThrow(RangeError);
    expect(() => poolAdjacentViolators(Float64Array.of(1), Float64Array.of())).toThrow(RangeError);
    expect(() => poolAdjacentViolators(Float64Array.of(Number.NaN), Float64Array.of(1))).toThrow(RangeError);
  });
});
