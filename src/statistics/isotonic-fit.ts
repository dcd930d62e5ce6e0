import type { CalibrationCells } from './calibration-cells.ts';
import { requireCalibrationCells } from './require-calibration-cells.ts';
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
  requireCalibrationCells('isotonicFit', input.cells);
  // The stack of steps never overtakes the bands it is made of, so it takes their place.
  const { length, band: fromBand, weight, correct } = tiedBands(input.cells);
  const toBand = new Float64Array(length);
  let top = 0;
  for (let i = 0; i < length; i += 1) {
    const to = fromBand[i] as number;
    let from = to;
    let w = weight[i] as number;
    let k = correct[i] as number;
    // Quotients, not cross products: what is answered must rise strictly.
    while (top > 0 && (correct[top - 1] as number) / (weight[top - 1] as number) >= k / w) {
      top -= 1;
      from = fromBand[top] as number;
      w += weight[top] as number;
      k += correct[top] as number;
    }
    fromBand[top] = from;
    toBand[top] = to;
    weight[top] = w;
    correct[top] = k;
    top += 1;
  }
  const accuracy = new Float64Array(top);
  for (let i = 0; i < top; i += 1) accuracy[i] = (correct[i] as number) / (weight[i] as number);
  return {
    length: top,
    fromBand: fromBand.slice(0, top),
    toBand: toBand.slice(0, top),
    accuracy,
    weight: weight.slice(0, top),
  };
}
