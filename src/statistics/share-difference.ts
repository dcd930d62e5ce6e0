import { requireOpenUnit } from './require-open-unit.ts';
import { wilsonInterval } from './wilson-interval.ts';

/** Decisions of one weight that were judged in two ways. */
export interface ComparedStratum {
  /** Decisions that each stands for, 1 / inclusion probability, > 0. */
  readonly weight: number;
  readonly first: Counted;
  readonly second: Counted;
}

interface Counted {
  readonly successes: number;
  readonly trials: number;
}

/** Two shares of the same mix of decisions, and how far they are apart. */
export interface ShareDifference {
  readonly first: number;
  readonly second: number;
  /** first - second, with its two-sided interval, in [-1, 1]. */
  readonly difference: { readonly estimate: number; readonly lower: number; readonly upper: number };
  /** Share of the weight that lies in strata which have both, and is compared. */
  readonly compared: number;
}

/**
 * The difference of two shares of independent draws with Newcombe's interval, made of the Wilson intervals of both; of
 * several strata each difference counts by the weight of its stratum, so that both shares are of the same mix.
 *
 * Unlike the usual interval (Wald's) it holds its confidence for few draws and for shares near 0, which override rates are.
 *
 * @param input strata, one a weight (whole 0 <= successes <= trials); confidence in (0, 1). A stratum that lacks one of
 *   the two says nothing of their difference, and is left out
 * @returns null where no stratum has both
 * @throws RangeError outside those ranges
 * @see Newcombe, "Interval estimation for the difference between independent proportions", 1998, method 10; Yan & Su,
 *   "Stratified Wilson and Newcombe confidence intervals for multiple binomial proportions", 2010
 * @example
 * shareDifference({
 *   strata: [{ weight: 1, first: { successes: 56, trials: 70 }, second: { successes: 48, trials: 80 } }],
 *   confidence: 0.95,
 * }); // => { first: 0.8, second: 0.6, difference: { estimate: 0.2, lower: 0.0524…, upper: 0.3338… }, compared: 1 }
 */
export function shareDifference(input: {
  readonly strata: readonly ComparedStratum[];
  readonly confidence: number;
}): ShareDifference | null {
  const { strata, confidence } = input;
  requireOpenUnit('shareDifference', 'confidence', confidence);
  let [all, both] = [0, 0];
  const parts = strata.flatMap(({ weight, first, second }) => {
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY))
      throw new RangeError('shareDifference requires finite weights > 0');
    const mass = weight * (first.trials + second.trials);
    // Asked of every stratum: what is left out must be sound too.
    const [one, other] = [
      wilsonInterval({ ...first, confidence }),
      wilsonInterval({ ...second, confidence }),
    ];
    all += mass;
    if (one === null || other === null) return [];
    both += mass;
    return [
      { mass, first: first.successes / first.trials, second: second.successes / second.trials, one, other },
    ];
  });
  if (both === 0) return null;
  let [first, second, down, up] = [0, 0, 0, 0];
  for (const part of parts) {
    const share = part.mass / both;
    first += share * part.first;
    second += share * part.second;
    down += share ** 2 * ((part.first - part.one.lower) ** 2 + (part.other.upper - part.second) ** 2);
    up += share ** 2 * ((part.one.upper - part.first) ** 2 + (part.second - part.other.lower) ** 2);
  }
  const estimate = first - second;
  return {
    first: Math.min(1, first),
    second: Math.min(1, second),
    difference: {
      estimate,
      lower: Math.max(-1, estimate - Math.sqrt(down)),
      upper: Math.min(1, estimate + Math.sqrt(up)),
    },
    compared: both / all,
  };
}
