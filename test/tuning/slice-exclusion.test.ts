import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exclusionPart, MOST_EXCLUDED } from '../../src/tuning/slice-exclusion.ts';

/** How many sets of so many slices there are, by Pascal's triangle. */
function sets(possible: number, excluded: number): number {
  if (excluded === 0) return 1;
  return excluded > possible ? 0 : sets(possible - 1, excluded - 1) + sets(possible - 1, excluded);
}

describe('the part of delta of a set of excluded slices', () => {
  it('is such that all sets together have no more than all of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (possible) => {
        let spent = 0;
        for (let excluded = 0; excluded <= Math.min(MOST_EXCLUDED, possible); excluded++)
          spent += sets(possible, excluded) * exclusionPart(excluded, possible);
        expect(spent).toBeLessThanOrEqual(1);
        expect(spent).toBeGreaterThanOrEqual(0.75 - 1e-12);
      }),
    );
  });

  it('is a half of it where none is excluded', () => {
    expect(exclusionPart(0, 7)).toBe(0.5);
    expect(exclusionPart(1, 8)).toBe(1 / 32);
    expect(exclusionPart(2, 8)).toBeCloseTo(1 / 8 / 28, 15);
  });
});
