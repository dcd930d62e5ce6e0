import { normalCdf } from './normal-cdf.ts';

/** Sums over the verdicts of one confidence bin; w is a verdict's weight, y is 1 when the reviewer agreed, c its confidence. */
export interface CalibrationMoments {
  /** Verdicts, whole. */
  readonly n: number;
  /** Σ w, > 0 where n > 0. */
  readonly weight: number;
  /** Σ w y. */
  readonly correct: number;
  /** Σ w c. */
  readonly confidence: number;
  /** Σ w². */
  readonly squaredWeight: number;
  /** Σ w² y. */
  readonly squaredCorrect: number;
}

/**
 * Debiased calibration error: calibration error with the part that chance alone would show taken out.
 *
 * Use it to compare domains of different size; the plain error shrinks with every verdict even when nothing improves.
 *
 * @param input bins, non-overlapping, empty ones included or not
 * @returns l1 (from the plug-in variance, as its authors do), which may fall below 0; l2 (from the unbiased one), cut off there;
 *   plugInL2, the plain root mean square gap; the unbiased variance of each non-empty bin's accuracy, 0 for a single verdict; null when there is no verdict
 * @throws RangeError unless the sums are finite, n whole and weight positive where n is
 * @see Kumar, Liang & Ma, "Verified uncertainty calibration", 2019; the closed form of l1 replaces their simulation
 * @example
 * debiasedCalibrationError({
 *   bins: [{ n: 10, weight: 10, correct: 8, confidence: 9, squaredWeight: 10, squaredCorrect: 8 }],
 * }); // => { l1: 0.0690…, l2: 0, plugInL2: 0.1, variances: [0.0177…] }
 */
export function debiasedCalibrationError(input: {
  readonly bins: readonly CalibrationMoments[];
}): { l1: number; l2: number; plugInL2: number; variances: number[] } | null {
  for (const bin of input.bins) requireMoments(bin);
  const bins = input.bins.filter(({ n }) => n > 0);
  if (bins.length === 0) return null;

  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  const plugIn = bins.map(plugInVariance);
  const variances = bins.map(({ n }, i) => (n < 2 ? 0 : ((plugIn[i] as number) * n) / (n - 1)));
  let [l1, squares, plain] = [0, 0, 0];
  bins.forEach(({ n, weight, correct, confidence }, i) => {
    const share = weight / total;
    const gap = (correct - confidence) / weight;
    l1 += share * (2 * Math.abs(gap) - meanSize(gap, Math.sqrt(plugIn[i] as number)));
    // One verdict cannot tell its own noise from a gap, so it says nothing.
    squares += n < 2 ? 0 : share * (gap * gap - (variances[i] as number));
    plain += share * gap * gap;
  });
  return { l1, l2: Math.sqrt(Math.max(0, squares)), plugInL2: Math.sqrt(plain), variances };
}

function plugInVariance({ weight, correct, squaredWeight, squaredCorrect }: CalibrationMoments): number {
  const accuracy = correct / weight;
  const squares = squaredCorrect * (1 - 2 * accuracy) + accuracy * accuracy * squaredWeight;
  return Math.max(0, squares) / (weight * weight);
}

/** Mean of |X| for X normal. */
function meanSize(mean: number, deviation: number): number {
  if (deviation === 0) return Math.abs(mean);
  const z = mean / deviation;
  return deviation * Math.sqrt(2 / Math.PI) * Math.exp(-0.5 * z * z) + mean * (2 * normalCdf(z) - 1);
}

function requireMoments({
  n,
  weight,
  correct,
  confidence,
  squaredWeight,
  squaredCorrect,
}: CalibrationMoments): void {
  const finite = [weight, correct, confidence, squaredWeight, squaredCorrect].every(
    (value) => value >= 0 && value < Number.POSITIVE_INFINITY,
  );
  if (!Number.isSafeInteger(n) || n < 0 || !finite || (n > 0 && weight === 0)) {
    throw new RangeError(
      'debiasedCalibrationError requires whole n and finite sums >= 0, with weight where there are verdicts',
    );
  }
}
