import { type BrierScore, brierScore } from './brier-score.ts';
import type { CalibrationCells } from './calibration-cells.ts';
import { type IsotonicBlocks, isotonicFit } from './isotonic-fit.ts';

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
  return score && corpParts(score, isotonicFit(input));
}

/** The same from a score and a fit that are known. */
export function corpParts(
  { brier, accuracy: all }: BrierScore,
  { length, accuracy, weight }: IsotonicBlocks,
): CorpDecomposition {
  let total = 0;
  let spread = 0;
  for (let i = 0; i < length; i += 1) {
    const w = weight[i] as number;
    const above = (accuracy[i] as number) - all;
    total += w;
    spread += w * above * above;
  }
  const discrimination = spread / total;
  const uncertainty = all * (1 - all);
  return { brier, miscalibration: brier - (uncertainty - discrimination), discrimination, uncertainty };
}
