import type { CalibrationCells } from './calibration-cells.ts';
import { requireCells } from './require-cells.ts';

/**
 * Log loss: the mean of -ln(probability that the confidence gave to the verdict), in nats.
 *
 * Use it where confident mistakes must hurt most. A single mistake at confidence 1 would make it infinite, so confidence is
 * clipped; a figure with many clipped verdicts says more about `epsilon` than about the AI. Exact when every cell holds one
 * confidence, otherwise from the cell's mean.
 *
 * @param input cells, sorted by band; epsilon in (0, 0.5), the nearest that confidence may come to 0 and 1
 * @returns the loss, >= 0, and how many verdicts were clipped; null without any verdict
 * @throws RangeError outside those ranges
 * @see Good, "Rational decisions", 1952
 * @example
 * logLoss({ cells: calibrationCells({ confidence: [0.42, 0.87], correct: [0, 1] }) });
 * // => { logLoss: 0.3419946213876…, clipped: 0 }
 */
export function logLoss(input: {
  readonly cells: CalibrationCells;
  readonly epsilon?: number;
}): { logLoss: number; clipped: number } | null {
  const { cells, epsilon = 1e-6 } = input;
  if (!(epsilon > 0 && epsilon < 0.5))
    throw new RangeError('logLoss requires epsilon to be strictly between 0 and 0.5');
  requireCells('logLoss', cells);
  let [total, loss, clipped] = [0, 0, 0];
  for (let i = 0; i < cells.length; i += 1) {
    const w = cells.weight[i] as number;
    const n = cells.verdicts[i] as number;
    const k = cells.correct[i] as number;
    const mean = (cells.confidence[i] as number) / n;
    const c = Math.min(1 - epsilon, Math.max(epsilon, mean));
    if (c !== mean) clipped += n;
    total += w * n;
    if (k > 0) loss -= w * k * Math.log(c);
    if (k < n) loss -= w * (n - k) * Math.log1p(-c);
  }
  return total === 0 ? null : { logLoss: loss / total, clipped };
}
