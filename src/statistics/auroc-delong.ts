import { aurocOfCells } from './auroc.ts';
import type { CalibrationCells } from './calibration-cells.ts';
import { normalQuantile } from './normal-quantile.ts';
import { requireCells } from './require-cells.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/** Area under the ROC curve and what chance leaves open of it. */
export interface AurocInterval {
  readonly auroc: number;
  /** Standard error; null, as both bounds, when weights differ or there are fewer than two right or two wrong answers. */
  readonly se: number | null;
  /** Bounds of the interval, in [0, 1]. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * DeLong interval for the area under the ROC curve, for verdicts that all carry the same weight.
 *
 * A normal approximation that is too narrow near 0 and 1: with perfect separation its width is 0.
 *
 * @param input cells, sorted by band; confidence of the two-sided interval, in (0, 1), 0.95 where absent
 * @returns area, standard error and bounds; null unless there are right and wrong answers
 * @throws RangeError outside those ranges
 * @see DeLong, DeLong & Clarke-Pearson, "Comparing the areas under two or more correlated ROC curves", 1988
 * @example
 * aurocDeLong({ cells: calibrationCells({ confidence: [0.9, 0.9, 0.5, 0.7], correct: [1, 0, 0, 1] }) });
 * // => { auroc: 0.625, se: 0.3952847075210…, low: 0, high: 1 }
 */
export function aurocDeLong(input: {
  readonly cells: CalibrationCells;
  readonly confidence?: number;
}): AurocInterval | null {
  const { cells, confidence = 0.95 } = input;
  requireOpenUnit('aurocDeLong', 'confidence', confidence);
  requireCells('aurocDeLong', cells);
  const auroc = aurocOfCells(cells);
  if (auroc === null) return null;
  const se = standardError(cells, auroc);
  if (se === null) return { auroc, se, low: null, high: null };
  const reach = normalQuantile((1 + confidence) / 2) * se;
  return { auroc, se, low: Math.max(0, auroc - reach), high: Math.min(1, auroc + reach) };
}

function standardError(cells: CalibrationCells, auroc: number): number | null {
  const { length, band, weight, verdicts, correct } = cells;
  let [right, wrong] = [0, 0];
  for (let i = 0; i < length; i += 1) {
    if (weight[i] !== weight[0]) return null;
    right += correct[i] as number;
    wrong += (verdicts[i] as number) - (correct[i] as number);
  }
  if (right < 2 || wrong < 2) return null;
  let [rightBelow, wrongBelow, rightSpread, wrongSpread] = [0, 0, 0, 0];
  for (let i = 0; i < length; ) {
    const tie = band[i];
    let [here, errors] = [0, 0];
    for (; i < length && band[i] === tie; i += 1) {
      here += correct[i] as number;
      errors += (verdicts[i] as number) - (correct[i] as number);
    }
    rightSpread += here * ((wrongBelow + errors / 2) / wrong - auroc) ** 2;
    wrongSpread += errors * (1 - (rightBelow + here / 2) / right - auroc) ** 2;
    rightBelow += here;
    wrongBelow += errors;
  }
  return Math.sqrt(rightSpread / (right - 1) / right + wrongSpread / (wrong - 1) / wrong);
}
