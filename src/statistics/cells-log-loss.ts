import type { CalibrationCells } from './calibration-cells.ts';
import { clipConfidence } from './log-odds.ts';

/**
 * Log loss of the verdicts when each cell's mean confidence is first put through a map.
 *
 * Confidences are clipped to [1e-6, 1 - 1e-6] after the map. Exact where a cell holds one confidence.
 *
 * @returns sum of weighted losses and the weight they carry, so that folds can be added up
 */
export function cellsLogLoss(
  cells: CalibrationCells,
  map: (confidence: number) => number,
): { loss: number; weight: number } {
  let [loss, weight] = [0, 0];
  for (let i = 0; i < cells.length; i += 1) {
    const [n, k, w] = [cells.verdicts[i]!, cells.correct[i]!, cells.weight[i]!];
    const c = clipConfidence(map(Math.min(1, cells.confidence[i]! / n)));
    loss -= w * (k * Math.log(c) + (n - k) * Math.log1p(-c));
    weight += w * n;
  }
  return { loss, weight };
}
