/** What an observed accuracy is worth when reviewers err. */
export interface NoisyAccuracy {
  /** The AI's own accuracy, held within [0, 1]. */
  readonly accuracy: number;
  /** Null when the observed one's is not given. */
  readonly standardError: number | null;
  /** The highest accuracy that such reviewers can ever show, 1 - P("wrong" | right): no threshold passes a target above it. */
  readonly ceiling: number;
  /** False when the observed accuracy lies where such reviewers cannot put it, so that the error rates are in doubt. */
  readonly plausible: boolean;
}

/**
 * Corrects an observed accuracy for reviewers who sometimes call a right answer wrong, or a wrong one right.
 *
 * Rubber-stamping is what it is for: reviewers who wave half of the wrong answers through add eight points to an accuracy of
 * .84. The error rates are taken as known; `reviewerErrorRate` estimates one from blind double reviews.
 *
 * @param input observed accuracy, in [0, 1]; standardError of it, >= 0; wrongWhenRight, P("wrong" | the AI is right), and
 *   rightWhenWrong, P("right" | the AI is wrong), each in [0, 1]
 * @returns the corrected accuracy; null when the two rates add up to 1 or more: such verdicts say nothing about the AI
 * @throws RangeError outside those ranges
 * @see Rogan & Gladen, "Estimating prevalence from the results of a screening test", 1978
 * @example
 * reviewerNoise({ observed: 0.921, standardError: 0.01, wrongWhenRight: 0, rightWhenWrong: 0.5 });
 * // => { accuracy: 0.842, standardError: 0.02, ceiling: 1, plausible: true }
 */
export function reviewerNoise(input: {
  readonly observed: number;
  readonly standardError?: number;
  readonly wrongWhenRight: number;
  readonly rightWhenWrong: number;
}): NoisyAccuracy | null {
  const { observed, standardError, wrongWhenRight, rightWhenWrong } = input;
  for (const share of [observed, wrongWhenRight, rightWhenWrong])
    if (!(share >= 0 && share <= 1))
      throw new RangeError('reviewerNoise requires observed and both error rates between 0 and 1');
  if (standardError !== undefined && !(standardError >= 0 && standardError < Infinity))
    throw new RangeError('reviewerNoise requires a finite standard error >= 0');
  const told = 1 - wrongWhenRight - rightWhenWrong;
  if (told <= 0) return null;
  const ceiling = 1 - wrongWhenRight;
  return {
    accuracy: Math.min(1, Math.max(0, (observed - rightWhenWrong) / told)),
    standardError: standardError === undefined ? null : standardError / told,
    ceiling,
    plausible: observed >= rightWhenWrong && observed <= ceiling,
  };
}
