import { clopperPearson } from './clopper-pearson.ts';
import { moverInterval, type Stratum } from './mover-interval.ts';
import { requireCounts } from './require-counts.ts';
import { requireOpenUnit } from './require-open-unit.ts';
import { reviewerErrorRate } from './reviewer-error-rate.ts';
import { type NoisyAccuracy, reviewerNoise } from './reviewer-noise.ts';

interface Interval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** An error rate as verdicts show it, and as it would be without the slips of those who gave them. */
export interface CorrectedError {
  /** How often one reviewer errs, in [0, 0.5]. */
  readonly reviewerError: Interval;
  readonly observed: Interval;
  readonly corrected: Interval;
  /** False where fewer errors were seen than such reviewers make by themselves: the assumption does not hold. */
  readonly plausible: boolean;
}

/**
 * Takes from an error rate what reviewers add to it and hide of it, as far as double reviews tell how often they err.
 *
 * Supposes that two reviewers of one decision err independently, in both directions alike, and that chance drew what was
 * reviewed twice. An interval for each of the two figures, at half the failure probability, leaves a box; the interval is
 * all that the corrected rate can be in it, so that it holds whether or not the two rest on the same verdicts.
 *
 * @param input strata, one voice a decision, `successes` those who called it wrong; pairs, decisions that two judged, and
 *   alike, those on which they agreed, whole, 0 <= alike <= pairs; confidence in (0, 1)
 * @returns null without verdicts, or where two agree no more often than two who guess
 * @throws RangeError outside those ranges
 * @see Rogan & Gladen, "Estimating prevalence from the results of a screening test", 1978; Lang & Reiczigel, "Confidence
 *   limits for prevalence of disease adjusted for estimated sensitivity and specificity", 2014, for the problem
 * @example
 * noiseCorrectedError({ strata: [{ weight: 1, successes: 140, trials: 1000 }], pairs: 200, alike: 181, confidence: 0.95 });
 * // corrected: { estimate: 0.1, lower: 0.0401…, upper: 0.1468… }
 */
export function noiseCorrectedError(input: {
  readonly strata: readonly Stratum[];
  readonly pairs: number;
  readonly alike: number;
  readonly confidence: number;
}): CorrectedError | null {
  const { strata, pairs, alike, confidence } = input;
  requireCounts('noiseCorrectedError', alike, pairs);
  requireOpenUnit('noiseCorrectedError', 'confidence', confidence);
  const observed = moverInterval({ strata, confidence });
  const error = pairs === 0 ? null : reviewerErrorRate({ agreement: alike / pairs });
  if (observed === null || error === null || error === 0.5) return null;
  const part = (1 + confidence) / 2;
  const [own, box] = [confidence, part].map((level) => errorBounds(alike, pairs, level)) as [Bounds, Bounds];
  const wide = moverInterval({ strata, confidence: part }) ?? observed;
  // More wrong verdicts always speak for more errors; more slips do so only where most verdicts are wrong.
  const least = box.map((slips) => withoutSlips(wide.lower, slips));
  const most = box.map((slips) => withoutSlips(wide.upper, slips));
  const noise = noiseOf(observed.estimate, error);
  return {
    reviewerError: { estimate: error, lower: own[0], upper: own[1] },
    observed,
    corrected: {
      estimate: withoutSlips(observed.estimate, error),
      lower: Math.min(...least),
      upper: Math.max(...most),
    },
    plausible: noise?.plausible ?? false,
  };
}

type Bounds = readonly [lower: number, upper: number];

function errorBounds(alike: number, pairs: number, confidence: number): Bounds {
  const agreement = clopperPearson({ errors: alike, n: pairs, delta: (1 - confidence) / 2 });
  return [
    reviewerErrorRate({ agreement: agreement.upper }) ?? 0.5,
    reviewerErrorRate({ agreement: agreement.lower }) ?? 0.5,
  ];
}

function noiseOf(observed: number, slips: number): NoisyAccuracy | null {
  return reviewerNoise({ observed: 1 - observed, wrongWhenRight: slips, rightWhenWrong: slips });
}

/** Reviewers who guess tell nothing: what they show can be of an AI that is never wrong, or always. */
function withoutSlips(observed: number, slips: number): number {
  const noise = noiseOf(observed, slips);
  if (noise !== null) return 1 - noise.accuracy;
  return observed === 0.5 ? 0.5 : observed < 0.5 ? 0 : 1;
}
