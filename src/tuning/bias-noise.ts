import type { Evidence } from '../contracts/evidence.ts';
import { isJudged, weightOf } from './calibration-summary.ts';

/** Of a normal distribution, 95 of 100 lie within so many standard deviations. */
const DEVIATIONS = 1.96;
const MILLION = 1_000_000;

/**
 * How far mean confidence and accuracy are apart by chance alone: what the |bias| of a perfectly calibrated AI, with
 * these confidences and weights, stays below in 95 of 100 cases. Its variance is Σ w² c (1 - c) / (Σ w)², exact from
 * cells, whatever their width; the normal approximation is rough below some ten expected errors.
 *
 * @returns >= 0, 0 where every confidence is 0 or 1; null where nothing was judged
 */
export function biasNoise({ cells, selection }: Evidence): number | null {
  let [weight, variance] = [0, 0];
  for (const cell of cells) {
    if (!isJudged(cell)) continue;
    const { band, decisions, excess, excessSquared } = cell;
    const w = weightOf(cell, selection);
    const sum = (decisions * band + excess) / MILLION;
    const squares = (decisions * band ** 2 + 2 * band * excess + excessSquared) / MILLION ** 2;
    weight += w * decisions;
    variance += w ** 2 * (sum - squares);
  }
  return weight === 0 ? null : (DEVIATIONS * Math.sqrt(Math.max(0, variance))) / weight;
}
