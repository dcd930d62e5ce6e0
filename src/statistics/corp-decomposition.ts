import { brierScore } from './brier-score.ts';
import type { CalibrationCells } from './calibration-cells.ts';
import { isotonicFit } from './isotonic-fit.ts';

/** brier = miscalibration - discrimination + uncertainty. */
export interface CorpDecomposition {
  readonly brier: number;
  /** What a perfect recalibration would take off the Brier score; falls with the number of verdicts even when nothing improves. */
  readonly miscalibration: number;
  /** What the recalibrated confidence gains over always stating the accuracy, >= 0. */
  readonly discrimination: number;
  /** accuracy (1 - accuracy): how hard the domain is. */
  readonly uncertainty: number;
}

/**
 * CORP decomposition: the Brier score taken apart by an isotonic fit into calibration, discrimination and difficulty.
 *
 * Use it instead of a decomposition on bins: there is nothing to choose. The Brier score is exact whatever the width of the
 * bands; the parts are when a band holds one confidence. With wider bands, where the fit sees less than the confidence does,
 * miscalibration may fall a little below 0.
 *
 * @param input cells, sorted by band
 * @returns the score and its parts; null without any verdict
 * @throws RangeError unless the cells are sums of verdicts
 * @see Dimitriadis, Gneiting & Jordan, "Stable reliability diagrams for probabilistic classifiers", 2021
 * @example
 * corpDecomposition({ cells: calibrationCells({ confidence: [0.42, 0.87], correct: [0, 1] }) });
 * // => { brier: 0.09665, miscalibration: 0.09665, discrimination: 0.25, uncertainty: 0.25 }
 */
export function corpDecomposition(input: { readonly cells: CalibrationCells }): CorpDecomposition | null {
  const score = brierScore(input);
  if (score === null) return null;
  const { length, accuracy, weight } = isotonicFit(input);
  let [total, spread] = [0, 0];
  for (let i = 0; i < length; i += 1) {
    const w = weight[i] as number;
    total += w;
    spread += w * ((accuracy[i] as number) - score.accuracy) ** 2;
  }
  const discrimination = spread / total;
  const uncertainty = score.accuracy * (1 - score.accuracy);
  const miscalibration = score.brier - (uncertainty - discrimination);
  return { brier: score.brier, miscalibration, discrimination, uncertainty };
}
