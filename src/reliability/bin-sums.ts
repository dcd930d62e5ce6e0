import type { CalibrationCells } from '../statistics/index.ts';

/** Sums over the cells of one bin, as the calibration errors want them. */
export interface BinSums {
  n: number;
  weight: number;
  correct: number;
  confidence: number;
  squaredWeight: number;
  squaredCorrect: number;
}

/**
 * Adds cells up into bins.
 *
 * @param binOf the bin of the cell at a place, 0 to bins - 1
 */
export function binSums(cells: CalibrationCells, bins: number, binOf: (place: number) => number): BinSums[] {
  const sums = Array.from({ length: bins }, () => ({
    ...{ n: 0, weight: 0, correct: 0 },
    ...{ confidence: 0, squaredWeight: 0, squaredCorrect: 0 },
  }));
  for (let place = 0; place < cells.length; place++) {
    const bin = sums[binOf(place)] as BinSums;
    const w = cells.weight[place] as number;
    const n = cells.verdicts[place] as number;
    const k = cells.correct[place] as number;
    bin.n += n;
    bin.weight += w * n;
    bin.correct += w * k;
    bin.confidence += w * (cells.confidence[place] as number);
    bin.squaredWeight += w * w * n;
    bin.squaredCorrect += w * w * k;
  }
  return sums;
}

/** Verdicts of equal weight that would say as much (Kish, 1965); 0 for none. */
export function effectiveOf({ weight, squaredWeight }: Pick<BinSums, 'weight' | 'squaredWeight'>): number {
  return squaredWeight === 0 ? 0 : weight ** 2 / squaredWeight;
}
