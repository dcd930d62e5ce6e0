import { binIndex } from './bin-index.ts';
import { binSums } from './bin-sums.ts';
import type { CalibrationCells } from './calibration-cells.ts';
import { massBins, widthBins } from './cell-bins.ts';
import { incompleteGamma } from './incomplete-gamma.ts';
import { requireCells } from './require-cells.ts';

/**
 * Hosmer–Lemeshow test: are the gaps between confidence and accuracy, bin by bin, larger than chance allows?
 *
 * Use it to compare with tools that report it. Each bin counts one degree of freedom, because the confidences were not
 * fitted to these verdicts. The statistic is the classical one for equal weights and allows for their spread otherwise; the
 * p-value leans on bins with enough verdicts on either side.
 *
 * @param input cells, sorted by band; bins, whole, 1 to 1 000 000, 10 where absent; binning `mass` (default: as many verdicts
 *   in each bin) or `width`
 * @returns chi2 >= 0, the degrees of freedom (bins that hold verdicts) and p; null without any verdict
 * @throws RangeError outside those ranges
 * @see Hosmer & Lemeshow, "Goodness of fit tests for the multiple logistic regression model", 1980; the weighted form is our own
 * @example
 * hosmerLemeshow({ cells: calibrationCells({ confidence: [0.9, 0.9, 0.5], correct: [1, 0, 1] }), binning: 'width' });
 * // => { chi2: 4.5555551555555…, df: 2, p: 0.1025117781958… }
 */
export function hosmerLemeshow(input: {
  readonly cells: CalibrationCells;
  readonly bins?: number;
  readonly binning?: 'mass' | 'width';
}): { chi2: number; df: number; p: number } | null {
  const { cells, bins = 10, binning = 'mass' } = input;
  binIndex(0, bins);
  requireCells('hosmerLemeshow', cells);
  const cut = binning === 'width' ? widthBins(cells, bins) : massBins(cells, bins);
  let [chi2, df] = [0, 0];
  for (const { n, weight, correct, confidence, squaredWeight, squaredConfidence } of binSums(cells, cut)) {
    if (n === 0) continue;
    const gap = offTheEnds(correct / weight) - offTheEnds(confidence / weight);
    const mean = offTheEnds(squaredConfidence / squaredWeight);
    chi2 += (gap * gap * weight * weight) / squaredWeight / (mean * (1 - mean));
    df += 1;
  }
  return df === 0 ? null : { chi2, df, p: incompleteGamma({ a: df / 2, x: chi2 / 2 }).upper };
}

/** Keeps rates so far from 0 and 1 that a mistake made with certainty counts heavily instead of dividing by 0. */
function offTheEnds(rate: number): number {
  return Math.min(1 - 1e-7, Math.max(1e-7, rate));
}
