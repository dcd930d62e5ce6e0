import { firstWhole } from '../statistics/first-whole.ts';
import { THRESHOLD_GRID } from './threshold-grid.ts';

/** Where the threshold search begins, as shares of the eligible traffic, and what share of delta each has. */
export const START_SHARES = [0.1, 0.25, 0.5] as const;
export const START_WEIGHTS = [0.5, 0.3, 0.2] as const;

/**
 * Places in the threshold grid where the search begins: the highest threshold that lets 10, 25 and 50 % (or other
 * shares, which do not decrease) of the first decisions through. Unlabelled confidences alone decide it, so that no verdict can move a start.
 *
 * @param confidences ppm, highest first
 * @returns indices into THRESHOLD_GRID that do not decrease; none where there is no confidence
 */
export function startPlaces(
  confidences: readonly number[],
  shares: readonly number[] = START_SHARES,
): number[] {
  if (confidences.length === 0) return [];
  return shares.map((share) => {
    const reached = confidences[Math.ceil(share * confidences.length) - 1] ?? 0;
    return firstAtOrBelow(reached);
  });
}

/** By halving: a job that lives through many nights asks for it on each of them. */
export function firstAtOrBelow(ppm: number): number {
  return firstWhole(-1, THRESHOLD_GRID.length - 1, (index) => (THRESHOLD_GRID[index] as number) <= ppm);
}
