import { binIndex } from './bin-index.ts';
import { brierScore } from './brier-score.ts';
import type { CalibrationCells } from './calibration-cells.ts';
import { widthBins } from './cell-bins.ts';

/** brier = reliability - resolution + uncertainty + withinBinVariance - withinBinCovariance. */
export interface MurphyDecomposition {
  readonly brier: number;
  /** Weighted mean of (accuracy - confidence)² of bins, >= 0. */
  readonly reliability: number;
  /** Weighted mean of (accuracy of the bin - accuracy of all)², >= 0. */
  readonly resolution: number;
  /** accuracy (1 - accuracy). */
  readonly uncertainty: number;
  /** What bins hide: the variance of confidence inside them, and twice its covariance with the verdicts. */
  readonly withinBinVariance: number;
  readonly withinBinCovariance: number;
}

/**
 * Murphy decomposition of the Brier score on bins of equal width, with both terms for what happens inside bins.
 *
 * Use it to compare with tools that report it; the CORP decomposition has no bins to choose. Exact when no band reaches
 * across the edge of a bin.
 *
 * @param input cells, sorted by band; bins, whole, 1 to 1 000 000, 10 where absent
 * @returns the score and its parts; null without any verdict
 * @throws RangeError outside those ranges
 * @see Murphy, "A new vector partition of the probability score", 1973; Stephenson, Coelho & Jolliffe, "Two extra components
 *   in the Brier score decomposition", 2008
 * @example
 * murphyDecomposition({ cells: calibrationCells({ confidence: [0.42, 0.87], correct: [0, 1] }) });
 * // => { brier: 0.09665, reliability: 0.09665, resolution: 0.25, uncertainty: 0.25, withinBinVariance: 0, … }
 */
export function murphyDecomposition(input: {
  readonly cells: CalibrationCells;
  readonly bins?: number;
}): MurphyDecomposition | null {
  const { cells, bins = 10 } = input;
  binIndex(0, bins);
  const score = brierScore({ cells });
  if (score === null) return null;
  const { binOf } = widthBins(cells, bins);
  let [total, reliability, resolution, variance, covariance] = [0, 0, 0, 0, 0];
  for (let i = 0; i < cells.length; ) {
    const bin = binOf[i];
    let [weight, correct, confidence, squares, products] = [0, 0, 0, 0, 0];
    for (; i < cells.length && binOf[i] === bin; i += 1) {
      const w = cells.weight[i] as number;
      weight += w * (cells.verdicts[i] as number);
      correct += w * (cells.correct[i] as number);
      confidence += w * (cells.confidence[i] as number);
      squares += w * (cells.squaredConfidence[i] as number);
      products += w * (cells.correctConfidence[i] as number);
    }
    total += weight;
    reliability += (correct - confidence) ** 2 / weight;
    resolution += weight * (correct / weight - score.accuracy) ** 2;
    variance += Math.max(0, squares - (confidence * confidence) / weight);
    covariance += 2 * (products - (confidence * correct) / weight);
  }
  return {
    brier: score.brier,
    reliability: reliability / total,
    resolution: resolution / total,
    uncertainty: score.accuracy * (1 - score.accuracy),
    withinBinVariance: variance / total,
    withinBinCovariance: covariance / total,
  };
}
