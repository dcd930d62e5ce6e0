import type { CalibrationCells } from './calibration-cells.ts';
import { normalCdf } from './normal-cdf.ts';

/**
 * Test of the mean gap: how often a calibrated AI's accuracy would be as far from its mean confidence, either way.
 *
 * @returns z, above 0 for accuracy above confidence, and the two-sided p-value; null without verdicts
 */
export function signedGapTest(cells: CalibrationCells): { z: number; p: number } | null {
  if (cells.length === 0) return null;
  let [gap, variance] = [0, 0];
  for (let i = 0; i < cells.length; i += 1) {
    const [w, sum] = [cells.weight[i]!, cells.confidence[i]!];
    gap += w * (cells.correct[i]! - sum);
    variance += w * w * Math.max(0, sum - cells.squaredConfidence[i]!);
  }
  // All confidences 0 or 1: a single wrong verdict is then proof.
  if (variance === 0) return gap === 0 ? { z: 0, p: 1 } : { z: Math.sign(gap) * Infinity, p: 0 };
  const z = gap / Math.sqrt(variance);
  return { z, p: 2 * normalCdf(-Math.abs(z)) };
}
