import type { Estimate } from '../contracts/reliability.ts';
import { excessOf } from '../statistics/bias-test.ts';
import { type CalibrationCells, normalQuantile } from '../statistics/index.ts';

const Z = normalQuantile(0.975);

/**
 * Mean confidence - accuracy with its 95 % interval, from the linearised variance of the weighted mean of c - y, whatever
 * the width of the cells.
 *
 * @returns null where nothing was judged
 */
export function biasEstimate(cells: CalibrationCells): Estimate | null {
  const { excess, weight } = excessOf(cells);
  if (weight === 0) return null;
  // Taken from 0, for the negative of 0 prints as -0.
  const bias = (0 - excess) / weight;
  let [n, squares] = [0, 0];
  for (let place = 0; place < cells.length; place++) {
    const [w, k] = [cells.weight[place] as number, cells.correct[place] as number];
    const [verdicts, sum] = [cells.verdicts[place] as number, cells.confidence[place] as number];
    const ofSquares =
      (cells.squaredConfidence[place] as number) - 2 * (cells.correctConfidence[place] as number) + k;
    n += verdicts;
    squares += w ** 2 * (ofSquares - 2 * bias * (sum - k) + bias ** 2 * verdicts);
  }
  // One verdict says nothing of its own spread.
  if (n === 1) return { value: bias, low: -1, high: 1 };
  const half = (Z * Math.sqrt((Math.max(0, squares) * n) / (n - 1))) / weight;
  return { value: bias, low: Math.max(-1, bias - half), high: Math.min(1, bias + half) };
}
