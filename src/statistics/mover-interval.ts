import { clopperPearson } from './clopper-pearson.ts';
import { requireOpenUnit } from './require-open-unit.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** Verdicts that share one weight, for instance all that were audited with probability 1 in 20. */
export interface Stratum {
  /** Decisions each verdict stands for, 1 / inclusion probability, > 0. */
  readonly weight: number;
  readonly successes: number;
  readonly trials: number;
}

/**
 * MOVER interval: a two-sided interval for a weighted accuracy, put together from the exact intervals of its strata.
 *
 * Use it whenever part of the traffic is only audited: a lightly audited stratum without any error keeps its honest
 * width here, where the survey standard claims too much. Each stratum's distances to its own bounds are squared, weighted
 * and added.
 *
 * @param input strata, one a weight (successes and trials whole, 0 <= successes <= trials); confidence in (0, 1); method of
 *   the strata's own intervals, `clopper-pearson` (default) to promise or `wilson` to show
 * @returns estimate, lower and upper in [0, 1]; null without any trial
 * @throws RangeError outside those ranges
 * @see Zou & Donner, "Construction of confidence limits about effect measures: a general approach", 2008
 * @example
 * moverInterval({
 *   strata: [{ weight: 5, successes: 30, trials: 30 }, { weight: 10, successes: 15, trials: 15 }],
 *   confidence: 0.95,
 * }); // => { estimate: 1, lower: 0.8765904204838…, upper: 1 }
 */
export function moverInterval(input: {
  readonly strata: readonly Stratum[];
  readonly confidence: number;
  readonly method?: 'clopper-pearson' | 'wilson';
}): { estimate: number; lower: number; upper: number } | null {
  const { strata, confidence, method = 'clopper-pearson' } = input;
  requireOpenUnit('moverInterval', 'confidence', confidence);
  for (const { weight, successes, trials } of strata) {
    const whole = Number.isSafeInteger(successes) && Number.isSafeInteger(trials);
    if (!whole || successes < 0 || successes > trials || !(weight > 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(
        'moverInterval requires strata of weight > 0 with whole numbers 0 <= successes <= trials',
      );
    }
  }
  const filled = strata.filter(({ trials }) => trials > 0);
  if (filled.length === 0) return null;

  const total = filled.reduce((sum, { weight, trials }) => sum + weight * trials, 0);
  let [estimate, below, above] = [0, 0, 0];
  for (const { weight, successes, trials } of filled) {
    const share = (weight * trials) / total;
    const rate = successes / trials;
    const own = ownInterval(successes, trials, confidence, method);
    estimate += share * rate;
    below += (share * (rate - own.lower)) ** 2;
    above += (share * (own.upper - rate)) ** 2;
  }
  estimate = Math.min(1, estimate);
  return {
    estimate,
    lower: Math.max(0, estimate - Math.sqrt(below)),
    upper: Math.min(1, estimate + Math.sqrt(above)),
  };
}

function ownInterval(
  successes: number,
  trials: number,
  confidence: number,
  method: 'clopper-pearson' | 'wilson',
): { lower: number; upper: number } {
  if (method === 'wilson') {
    return wilsonInterval({ successes, trials, confidence }) as { lower: number; upper: number };
  }
  return clopperPearson({ errors: successes, n: trials, delta: (1 - confidence) / 2 });
}
