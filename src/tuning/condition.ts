import { amountText, thresholdText } from '../contracts/figures.ts';
import type { Reach } from '../contracts/recommendation.ts';

/** Which decisions the AI would take, as a sentence begins. */
export function confidenceOf({ threshold, maxAmount }: Pick<Reach, 'threshold' | 'maxAmount'>): string {
  const limit = maxAmount === undefined ? '' : ` and an amount of ${amountText(maxAmount)} or less`;
  return `At a confidence of ${thresholdText(threshold)} or more${limit}`;
}

/** The same again, where the threshold was named before. */
export function belowThat({ maxAmount }: Pick<Reach, 'maxAmount'>): string {
  return maxAmount === undefined ? '' : ` and up to ${amountText(maxAmount)}`;
}
