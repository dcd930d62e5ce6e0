import type { CalibrationCells } from './calibration-cells.ts';
import { normalCdf } from './normal-cdf.ts';
import { requireCells } from './require-cells.ts';

/**
 * Calibration in the large: is the AI right as often as its confidence says, over all its decisions?
 *
 * Use it as the one test beside the signed gap. z < 0 says overconfident. Exact whatever the width of the bands.
 *
 * @param input cells, sorted by band
 * @returns z and the two-sided p; null when every confidence is 0 or 1, and without any verdict
 * @throws RangeError unless the cells are sums of verdicts
 * @see Cox, "Two further applications of a model for binary regression", 1958; weighted by the survey sandwich
 * @example
 * biasTest({ cells: calibrationCells({ confidence: [0.9, 0.9, 0.8], correct: [1, 0, 0] }) });
 * // => { z: -2.7439773622801…, p: 0.0060699723620… }
 */
export function biasTest(input: { readonly cells: CalibrationCells }): { z: number; p: number } | null {
  const { cells } = input;
  requireCells('biasTest', cells);
  const { excess, variance } = excessOf(cells);
  if (variance === 0) return null;
  const z = excess / Math.sqrt(variance);
  return { z, p: 2 * normalCdf(-Math.abs(z)) };
}

/** Σ w (y - c), the variance that it has when every confidence is true, and Σ w. */
export function excessOf(cells: CalibrationCells): { excess: number; variance: number; weight: number } {
  let [excess, variance, weight] = [0, 0, 0];
  for (let i = 0; i < cells.length; i += 1) {
    const w = cells.weight[i] as number;
    const s = cells.confidence[i] as number;
    excess += w * ((cells.correct[i] as number) - s);
    variance += w * w * Math.max(0, s - (cells.squaredConfidence[i] as number));
    weight += w * (cells.verdicts[i] as number);
  }
  return { excess, variance, weight };
}
