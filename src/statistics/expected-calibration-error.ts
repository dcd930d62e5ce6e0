/** Sums over the verdicts of one confidence bin; w is a verdict's weight, y is 1 when the reviewer agreed, c its confidence. */
export interface CalibrationBin {
  /** Σ w. */
  readonly weight: number;
  /** Σ w y. */
  readonly correct: number;
  /** Σ w c. */
  readonly confidence: number;
  /** Σ w²; the noise floor needs it in every bin. Equal to Σ w when every weight is 1. */
  readonly squaredWeight?: number;
}

/** How far confidence is from accuracy, bin by bin; every figure in [0, 1] but `signedGap`, in [-1, 1]. */
export interface CalibrationError {
  /** Weighted mean of |accuracy - confidence|. */
  readonly ece: number;
  /** What a perfectly calibrated AI would show here by chance alone; null when a bin does not say its Σ w². */
  readonly noiseFloor: number | null;
  /** The part of `ece` where confidence exceeds accuracy, and the part where it falls short. */
  readonly overconfidence: number;
  readonly underconfidence: number;
  /** Mean confidence - accuracy; needs no bins and equals overconfidence - underconfidence. */
  readonly signedGap: number;
  /** Largest and plain mean gap over non-empty bins; both are ruled by bins with few verdicts. */
  readonly largestGap: number;
  readonly meanGap: number;
}

/**
 * Expected calibration error: how far stated confidence is from observed accuracy, on average.
 *
 * Never show it without its noise floor: with 100 verdicts a perfectly calibrated AI shows some 0.07.
 *
 * @param input bins, non-overlapping, empty ones included or not
 * @returns the errors; null when no verdict carries weight
 * @throws RangeError unless weight >= 0, 0 <= correct <= weight, 0 <= confidence <= weight and squaredWeight >= 0
 * @see Guo, Pleiss, Sun & Weinberger, "On calibration of modern neural networks", 2017; the noise floor, the mean of |N(0, v)|
 *   summed over bins, is our own
 * @example
 * expectedCalibrationError({ bins: [{ weight: 10, correct: 8, confidence: 9, squaredWeight: 10 }] });
 * // => { ece: 0.1, noiseFloor: 0.0756…, overconfidence: 0.1, underconfidence: 0, signedGap: 0.1, … }
 */
export function expectedCalibrationError(input: {
  readonly bins: readonly CalibrationBin[];
}): CalibrationError | null {
  for (const bin of input.bins) requireSums(bin);
  const bins = input.bins.filter(({ weight }) => weight > 0);
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;

  let [over, under, largest, gaps, deviation] = [0, 0, 0, 0, 0];
  let knowsNoise = true;
  for (const { weight, correct, confidence, squaredWeight } of bins) {
    const excess = confidence - correct;
    over += Math.max(0, excess);
    under += Math.max(0, -excess);
    largest = Math.max(largest, Math.abs(excess) / weight);
    gaps += Math.abs(excess) / weight;
    if (squaredWeight === undefined) knowsNoise = false;
    else deviation += Math.sqrt(Math.max(0, squaredWeight * confidence * (weight - confidence))) / weight;
  }
  return {
    ece: (over + under) / total,
    noiseFloor: knowsNoise ? (Math.sqrt(2 / Math.PI) * deviation) / total : null,
    overconfidence: over / total,
    underconfidence: under / total,
    signedGap: (over - under) / total,
    largestGap: largest,
    meanGap: gaps / bins.length,
  };
}

function requireSums({ weight, correct, confidence, squaredWeight = 0 }: CalibrationBin): void {
  // Sums of decimals may pass their bound by rounding.
  const most = weight * (1 + 1e-9);
  const inside = correct >= 0 && correct <= most && confidence >= 0 && confidence <= most;
  if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY && inside && squaredWeight >= 0)) {
    throw new RangeError(
      'expectedCalibrationError requires sums with 0 <= correct <= weight, 0 <= confidence <= weight and squaredWeight >= 0',
    );
  }
}
