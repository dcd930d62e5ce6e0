import type { CalibrationCells } from './calibration-cells.ts';
import { requireCells } from './require-cells.ts';
import { risingBlocks } from './rising-blocks.ts';
import { tiedBands } from './tied-bands.ts';

/** Steps of a rising curve, column by column, ascending; the curve is known at bands that hold verdicts only. */
export interface IsotonicBlocks {
  readonly length: number;
  /** First and last band of each step. */
  readonly fromBand: Float64Array;
  readonly toBand: Float64Array;
  /** Height of each step, strictly increasing, in [0, 1]. */
  readonly accuracy: Float64Array;
  /** Σ w of the verdicts in each step. */
  readonly weight: Float64Array;
}

/**
 * Isotonic fit of accuracy on confidence: the rising step curve that is nearest to the verdicts.
 *
 * Use it as the line of a reliability diagram: it needs no choice of bins. It takes for granted that more confidence never
 * means less accuracy; a dip is averaged away. Exact when a band holds one confidence.
 *
 * @param input cells, sorted by band
 * @returns the steps, none without any verdict
 * @throws RangeError unless the cells are sums of verdicts
 * @see Ayer, Brunk, Ewing, Reid & Silverman, "An empirical distribution function for sampling with incomplete information",
 *   1955; Dimitriadis, Gneiting & Jordan, "Stable reliability diagrams for probabilistic classifiers", 2021
 * @example
 * isotonicFit({ cells: calibrationCells({ confidence: [0.5, 0.6, 0.9], correct: [1, 0, 1] }) });
 * // => { length: 2, fromBand: [500000, 900000], toBand: [600000, 900000], accuracy: [0.5, 1], weight: [2, 1] }
 */
export function isotonicFit(input: { readonly cells: CalibrationCells }): IsotonicBlocks {
  requireCells('isotonicFit', input.cells);
  const ties = tiedBands(input.cells);
  const { length, end, mean, weight } = risingBlocks(ties.correct, ties.weight);
  const fromBand = new Float64Array(length);
  const toBand = new Float64Array(length);
  for (let step = 0, from = 0; step < length; step += 1) {
    fromBand[step] = ties.band[from] as number;
    from = end[step] as number;
    toBand[step] = ties.band[from - 1] as number;
  }
  return { length, fromBand, toBand, accuracy: mean.slice(0, length), weight: weight.slice(0, length) };
}
