import { normalQuantile } from './normal-quantile.ts';
import { requireOpenUnit } from './require-open-unit.ts';
import { wilsonBounds } from './wilson-bounds.ts';

/**
 * Wilson score interval: a two-sided interval for a proportion whose coverage is right on average.
 *
 * Use it to show and compare accuracies; to promise, use `clopperPearson`.
 *
 * @param input successes and trials, whole, 0 <= successes <= trials; confidence in (0, 1), 0.95 for a 95 % interval
 * @returns lower and upper in [0, 1]; null for no trials
 * @throws RangeError outside those ranges
 * @see Wilson, "Probable inference, the law of succession, and statistical inference", 1927
 * @example
 * wilsonInterval({ successes: 20, trials: 20, confidence: 0.95 }); // => { lower: 0.8388748419471…, upper: 1 }
 */
export function wilsonInterval(input: {
  readonly successes: number;
  readonly trials: number;
  readonly confidence: number;
}): { lower: number; upper: number } | null {
  const { successes, trials, confidence } = input;
  if (
    !Number.isSafeInteger(trials) ||
    !Number.isSafeInteger(successes) ||
    successes < 0 ||
    successes > trials
  ) {
    throw new RangeError('wilsonInterval requires whole numbers with 0 <= successes <= trials');
  }
  requireOpenUnit('wilsonInterval', 'confidence', confidence);
  if (trials === 0) return null;
  return wilsonBounds(successes / trials, trials, normalQuantile((1 + confidence) / 2));
}
