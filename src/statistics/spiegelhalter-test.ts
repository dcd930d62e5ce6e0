import type { CalibrationCells } from './calibration-cells.ts';
import { normalCdf } from './normal-cdf.ts';
import { requireCells } from './require-cells.ts';

/**
 * Spiegelhalter's test: is the Brier score what it would be if every confidence were true?
 *
 * Use it beside {@link biasTest}: it also sees confidence that is too extreme or too timid while right on average. z > 0
 * says worse than promised. Its variance takes the mean confidence of a cell for each of its verdicts.
 *
 * @param input cells, sorted by band
 * @returns z and the two-sided p; null when every confidence is 0, 1/2 or 1, which leave the score no room, and without any verdict
 * @throws RangeError unless the cells are sums of verdicts
 * @see Spiegelhalter, "Probabilistic prediction in patient management and clinical trials", 1986
 * @example
 * spiegelhalterTest({ cells: calibrationCells({ confidence: [0.553], correct: [1] }) });
 * // => { z: -0.8990652167749…, p: 0.3686179239953… }
 */
export function spiegelhalterTest(input: {
  readonly cells: CalibrationCells;
}): { z: number; p: number } | null {
  const { cells } = input;
  requireCells('spiegelhalterTest', cells);
  let [excess, variance] = [0, 0];
  for (let i = 0; i < cells.length; i += 1) {
    const w = cells.weight[i] as number;
    const n = cells.verdicts[i] as number;
    const s = cells.confidence[i] as number;
    const squares = cells.squaredConfidence[i] as number;
    const products = cells.correctConfidence[i] as number;
    const mean = s / n;
    excess += w * ((cells.correct[i] as number) - s + 2 * (squares - products));
    variance += w * w * n * (1 - 2 * mean) ** 2 * mean * Math.max(0, 1 - mean);
  }
  if (variance === 0) return null;
  const z = excess / Math.sqrt(variance);
  return { z, p: 2 * normalCdf(-Math.abs(z)) };
}
