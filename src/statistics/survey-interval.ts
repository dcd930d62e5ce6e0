import { betaTailQuantile } from './beta-tail-quantile.ts';
import { requireOpenUnit } from './require-open-unit.ts';
import { studentQuantile } from './student-quantile.ts';

type Interval = readonly [lower: number, upper: number];

/**
 * Survey intervals of a weighted accuracy: Korn–Graubard's (`beta`), the logit's and Wald's, from its standard error.
 *
 * The survey standard, for comparison: `moverInterval` is the one to promise with, for these claim too much when the lightly
 * audited stratum happens to hold no error.
 *
 * @param input estimate, the weighted accuracy, in (0, 1); standardError of it, > 0; trials, whole, >= 2; degreesOfFreedom,
 *   trials - strata, > 0; confidence in (0, 1)
 * @returns effectiveSampleSize = estimate (1 - estimate) / standardError², and [lower, upper] by each method
 * @throws RangeError outside those ranges; an accuracy of exactly 0 or 1 has no such interval
 * @see Korn & Graubard, "Confidence intervals for proportions with small expected number of positive counts estimated from
 *   survey data", 1998
 * @example
 * surveyInterval({ estimate: 0.940625, standardError: 0.01410583, trials: 152, degreesOfFreedom: 151, confidence: 0.95 });
 * // => { effectiveSampleSize: 280.68…, beta: [0.9062…, 0.9652…], logit: [0.9058…, 0.9630…], wald: [0.9127…, 0.9684…] }
 */
export function surveyInterval(input: {
  readonly estimate: number;
  readonly standardError: number;
  readonly trials: number;
  readonly degreesOfFreedom: number;
  readonly confidence: number;
}): { effectiveSampleSize: number; beta: Interval; logit: Interval; wald: Interval } {
  const { estimate, standardError, trials, degreesOfFreedom, confidence } = input;
  requireOpenUnit('surveyInterval', 'estimate', estimate);
  requireOpenUnit('surveyInterval', 'confidence', confidence);
  if (!(standardError > 0 && standardError < Number.POSITIVE_INFINITY)) {
    throw new RangeError('surveyInterval requires a positive finite standard error');
  }
  if (!Number.isSafeInteger(trials) || trials < 2 || !(degreesOfFreedom > 0 && degreesOfFreedom < trials)) {
    throw new RangeError(
      'surveyInterval requires at least 2 trials and degrees of freedom between 0 and trials',
    );
  }

  const tail = (1 - confidence) / 2;
  const t = -studentQuantile({ p: tail, degreesOfFreedom });
  const effectiveSampleSize = (estimate * (1 - estimate)) / standardError ** 2;
  // Fewer degrees of freedom than verdicts: the sample is worth less than its variance says.
  const worth = effectiveSampleSize * (studentQuantile({ p: tail, degreesOfFreedom: trials - 1 }) / t) ** 2;
  const successes = worth * estimate;
  const failures = worth * (1 - estimate);
  const odds = estimate / (1 - estimate);
  const stretch = Math.exp((t * standardError) / (estimate * (1 - estimate)));
  return {
    effectiveSampleSize,
    beta: [
      betaTailQuantile(tail, successes, failures + 1).x,
      betaTailQuantile(tail, failures, successes + 1).y,
    ],
    logit: [odds / (odds + stretch), (odds * stretch) / (odds * stretch + 1)],
    wald: [estimate - t * standardError, estimate + t * standardError],
  };
}
