import type { CalibrationCells } from './calibration-cells.ts';
import { requireCells } from './require-cells.ts';

/**
 * Area under the ROC curve: the probability that a right answer has more confidence than a wrong one, ties counting half.
 *
 * Use it to ask whether confidence separates right from wrong at all: the ceiling on what any threshold can buy. Take the
 * confidence as stated, for recalibration by isotonic steps makes ties. Exact when a band holds one confidence.
 *
 * @param input cells, sorted by band
 * @returns the area, in [0, 1], 0.5 for a confidence that says nothing; null unless there are right and wrong answers
 * @throws RangeError unless the cells are sums of verdicts
 * @see Hanley & McNeil, "The meaning and use of the area under a ROC curve", 1982
 * @example
 * auroc({ cells: calibrationCells({ confidence: [0.9, 0.9, 0.5, 0.7], correct: [1, 0, 0, 1] }) }); // => 0.625
 */
export function auroc(input: { readonly cells: CalibrationCells }): number | null {
  requireCells('auroc', input.cells);
  return aurocOfCells(input.cells);
}

/** The same for cells that are known to be sound. */
export function aurocOfCells({ length, band, weight, verdicts, correct }: CalibrationCells): number | null {
  let right = 0;
  let wrong = 0;
  let won = 0;
  for (let i = 0; i < length; ) {
    const tie = band[i];
    let here = 0;
    let errors = 0;
    for (; i < length && band[i] === tie; i += 1) {
      const w = weight[i] as number;
      const k = correct[i] as number;
      here += w * k;
      errors += w * ((verdicts[i] as number) - k);
    }
    won += here * (wrong + errors / 2);
    right += here;
    wrong += errors;
  }
  return right > 0 && wrong > 0 ? won / right / wrong : null;
}
