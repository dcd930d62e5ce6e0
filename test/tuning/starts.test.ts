import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { START_WEIGHTS, startPlaces } from '../../src/tuning/starts.ts';
import { THRESHOLD_GRID } from '../../src/tuning/threshold-grid.ts';

const thresholds = (confidences: readonly number[]): (number | undefined)[] =>
  startPlaces(confidences).map((place) => THRESHOLD_GRID[place]);

describe('startPlaces', () => {
  it('is the highest threshold that lets 10, 25 and 50 % of the first decisions through', () => {
    const falling = (length: number) =>
      fc
        .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: length, maxLength: length })
        .map((all) => Object.freeze(all.sort((a, b) => b - a)));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }).chain(falling), (confidences) => {
        const expected = [10, 25, 50].map((percent) =>
          THRESHOLD_GRID.find(
            (threshold) =>
              100 * confidences.filter((ppm) => ppm >= threshold).length >= percent * confidences.length,
          ),
        );
        expect(thresholds(confidences)).toEqual(expected);
      }),
    );
  });

  it('puts all three at one place where all confidences are the same', () => {
    expect(thresholds(Array(500).fill(1_000_000))).toEqual([1_000_000, 1_000_000, 1_000_000]);
    expect(thresholds(Array(500).fill(0))).toEqual([0, 0, 0]);
  });

  it('rounds a confidence off the grid down to it, never up', () => {
    expect(thresholds([900_999])).toEqual([900_000, 900_000, 900_000]);
  });

  it('has no start where there is no confidence', () => {
    expect(startPlaces([])).toEqual([]);
  });

  it('takes one decision for every share', () => {
    expect(thresholds([930_000])).toEqual([930_000, 930_000, 930_000]);
  });

  it('shares out all of delta and no more', () => {
    expect(START_WEIGHTS.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 15);
  });
});
