import type { CalibrationCells } from './calibration-cells.ts';
import { requireCalibrationCells } from './require-calibration-cells.ts';
import { type TiedBands, tiedBands } from './tied-bands.ts';

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
  requireCalibrationCells('auroc', input.cells);
  return aurocOfBands(tiedBands(input.cells));
}

/** The same from bands whose ties are already joined. */
export function aurocOfBands({ length, weight, correct }: TiedBands): number | null {
  let [right, wrong, won] = [0, 0, 0];
  for (let i = 0; i < length; i += 1) {
    const here = correct[i] as number;
    const errors = (weight[i] as number) - here;
    won += here * (wrong + errors / 2);
    right += here;
    wrong += errors;
  }
  return right > 0 && wrong > 0 ? won / right / wrong : null;
}
