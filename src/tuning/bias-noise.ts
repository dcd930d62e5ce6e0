import type { Evidence } from '../contracts/evidence.ts';
import { excessOf } from '../statistics/bias-test.ts';
import { judgedCells } from './judged-cells.ts';

/** Of a normal distribution, 95 of 100 lie within so many standard deviations. */
const DEVIATIONS = 1.96;

/**
 * How far mean confidence and accuracy are apart by chance alone: what the |bias| of a perfectly calibrated AI, with
 * these confidences and weights, stays below in 95 of 100 cases. Its variance is Σ w² c (1 - c) / (Σ w)², exact from
 * cells, whatever their width; the normal approximation is rough below some ten expected errors.
 *
 * @returns >= 0, 0 where every confidence is 0 or 1; null where nothing was judged
 */
export function biasNoise(evidence: Evidence): number | null {
  const { variance, weight } = excessOf(judgedCells(evidence));
  return weight === 0 ? null : (DEVIATIONS * Math.sqrt(variance)) / weight;
}
