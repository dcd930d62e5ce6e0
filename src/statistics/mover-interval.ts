import { clopperPearsonLower, clopperPearsonUpper } from './clopper-pearson.ts';
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
  const parts = sharesOf(strata);
  if (parts === null) return null;
  const { upperOf, lowerOf } = METHODS[method];
  const estimate = estimateOf(parts);
  return {
    estimate,
    lower: Math.max(0, estimate - distance(parts, (part) => part.rate - lowerOf(part, confidence))),
    upper: Math.min(1, estimate + distance(parts, (part) => upperOf(part, confidence) - part.rate)),
  };
}

/** The upper end alone of the interval made of exact ones, for half the work. */
export function moverUpper(strata: readonly Stratum[], confidence: number): number | null {
  const parts = sharesOf(strata);
  if (parts === null) return null;
  const { upperOf } = METHODS['clopper-pearson'];
  return Math.min(1, estimateOf(parts) + distance(parts, (part) => upperOf(part, confidence) - part.rate));
}

interface Part {
  readonly successes: number;
  readonly trials: number;
  /** Of all weight. */
  readonly share: number;
  readonly rate: number;
}

function sharesOf(strata: readonly Stratum[]): Part[] | null {
  let total = 0;
  for (const { weight, successes, trials } of strata) {
    const whole = Number.isSafeInteger(successes) && Number.isSafeInteger(trials);
    if (!whole || successes < 0 || successes > trials || !(weight > 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(
        'moverInterval requires strata of weight > 0 with whole numbers 0 <= successes <= trials',
      );
    }
    total += weight * trials;
  }
  if (total === 0) return null;
  return strata
    .filter(({ trials }) => trials > 0)
    .map(({ weight, successes, trials }) => ({
      ...{ successes, trials },
      share: (weight * trials) / total,
      rate: successes / trials,
    }));
}

function estimateOf(parts: readonly Part[]): number {
  return Math.min(
    1,
    parts.reduce((sum, { share, rate }) => sum + share * rate, 0),
  );
}

function distance(parts: readonly Part[], own: (part: Part) => number): number {
  return Math.sqrt(parts.reduce((sum, part) => sum + (part.share * own(part)) ** 2, 0));
}

type End = (part: Part, confidence: number) => number;

const METHODS: Readonly<Record<'clopper-pearson' | 'wilson', { lowerOf: End; upperOf: End }>> = {
  'clopper-pearson': {
    lowerOf: ({ successes, trials }, confidence) =>
      clopperPearsonLower(successes, trials, (1 - confidence) / 2),
    upperOf: ({ successes, trials }, confidence) =>
      clopperPearsonUpper(successes, trials, (1 - confidence) / 2),
  },
  wilson: {
    lowerOf: ({ successes, trials }, confidence) =>
      wilsonInterval({ successes, trials, confidence })?.lower ?? 0,
    upperOf: ({ successes, trials }, confidence) =>
      wilsonInterval({ successes, trials, confidence })?.upper ?? 1,
  },
};
