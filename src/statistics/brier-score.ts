import type { CalibrationCells } from './calibration-cells.ts';
import { requireCells } from './require-cells.ts';

/** How good confidences are as forecasts of the verdicts, calibration and discrimination in one. */
export interface BrierScore {
  /** Weighted mean of (confidence - verdict)², in [0, 1]; 0 is perfect, 0.25 is what a constant 0.5 gets. */
  readonly brier: number;
  /** 1 - brier / (accuracy (1 - accuracy)), at most 1: 0 for always stating the accuracy; null when all verdicts are alike. */
  readonly skill: number | null;
  readonly accuracy: number;
  readonly meanConfidence: number;
}

/**
 * Brier score: the mean squared distance between confidence and verdict.
 *
 * Use it to compare two models on the same decisions. It is no measure of calibration alone: hard domains score worse.
 * Exact whatever the width of the bands, for cells carry second moments.
 *
 * @param input cells, sorted by band
 * @returns the score with what it is made of; null without any verdict
 * @throws RangeError unless the cells are sums of verdicts
 * @see Brier, "Verification of forecasts expressed in terms of probability", 1950
 * @example
 * brierScore({ cells: calibrationCells({ confidence: [0.42, 0.87], correct: [0, 1] }) });
 * // => { brier: 0.09665, skill: 0.6134, accuracy: 0.5, meanConfidence: 0.645 }
 */
export function brierScore(input: { readonly cells: CalibrationCells }): BrierScore | null {
  const { cells } = input;
  requireCells('brierScore', cells);
  let total = 0;
  let correct = 0;
  let confidence = 0;
  let squares = 0;
  for (let i = 0; i < cells.length; i += 1) {
    const w = cells.weight[i] as number;
    const k = cells.correct[i] as number;
    total += w * (cells.verdicts[i] as number);
    correct += w * k;
    confidence += w * (cells.confidence[i] as number);
    squares += w * ((cells.squaredConfidence[i] as number) - 2 * (cells.correctConfidence[i] as number) + k);
  }
  if (total === 0) return null;
  // A perfect forecast may leave a rounding error below 0.
  const brier = Math.max(0, squares / total);
  const accuracy = correct / total;
  const uncertainty = accuracy * (1 - accuracy);
  return {
    brier,
    skill: uncertainty > 0 ? 1 - brier / uncertainty : null,
    accuracy,
    meanConfidence: confidence / total,
  };
}
