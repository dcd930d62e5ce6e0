/** A confidence of exactly 0 or 1 has no finite log odds, and one wrong verdict on it would cost without end. */
export const CONFIDENCE_CLIP = 1e-6;

/** The confidence, held within [1e-6, 1 - 1e-6]. */
export function clipConfidence(confidence: number): number {
  return Math.min(1 - CONFIDENCE_CLIP, Math.max(CONFIDENCE_CLIP, confidence));
}

/** ln(c / (1 - c)) of the clipped confidence. */
export function logOdds(confidence: number): number {
  const c = clipConfidence(confidence);
  return Math.log(c) - Math.log1p(-c);
}

/** The inverse of the log odds, without overflow at either end. */
export function sigmoid(x: number): number {
  const small = Math.exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + small) : small / (1 + small);
}
