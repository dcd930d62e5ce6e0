import type { AmountStep } from '../contracts/amount-step.ts';
import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { ppmOf } from '../contracts/ppm.ts';
import type { Recommendation } from '../contracts/recommendation.ts';
import { isRecalibrated } from '../contracts/scale.ts';
import { searchAmounts } from '../tuning/amount-steps.ts';
import { type Certification, certify, standing } from '../tuning/certify.ts';

/** What a search says of one evidence. */
export interface CertifiedAt {
  /** Certified thresholds, ppm; none where the recommendation certifies none. */
  readonly passedPpm: readonly number[];
  /** Upper bound on the risk at one threshold, at whatever time it is looked at; null where only the lowest is known. */
  readonly riskUpper: ((thresholdPpm: number) => number) | null;
}

/**
 * All that is certified beside the lowest threshold of a recommendation: of the whole evidence, or of each amount step. Where
 * the search is not of the whole record as it stands (slices, a map, the time since an alarm, what others had shown), that
 * lowest one alone.
 */
export function certifiedAt(
  configuration: Configuration,
  { certified, target, amountOptions = [], evidenceFrom }: Recommendation,
  evidence: Evidence,
  amountSteps: readonly AmountStep[],
): ReadonlyMap<Evidence, CertifiedAt> {
  if (evidence.selection === 'unknown') return new Map();
  const rules = rulesFor(configuration, evidence.domain);
  const isPlain =
    (rules.slices ?? []).length === 0 &&
    rules.onDrift !== 'narrow' &&
    !isRecalibrated(rules) &&
    configuration.prior === 'default' &&
    evidenceFrom === undefined;
  if (!isPlain) {
    const passedPpm = certified === null ? [] : [ppmOf(certified.threshold)];
    return new Map([[evidence, { passedPpm, riskUpper: null }]]);
  }
  const said = (certification: Certification, isCertified: boolean): CertifiedAt => {
    const passed = isCertified ? standing(certification, target.risk) : [];
    const passedPpm = passed.map(({ thresholdPpm }) => thresholdPpm);
    const among = new Set(passedPpm);
    const { riskUpper } = certification;
    // Bisection may leave a bound in its last digit above the limit that its threshold passed.
    const bound = (ppm: number) => Math.min(riskUpper(ppm), among.has(ppm) ? target.risk : 1);
    return { passedPpm, riskUpper: bound };
  };
  if (amountSteps.length === 0)
    return new Map([[evidence, said(certify(evidence, target, false), certified !== null)]]);
  const options = new Set(amountOptions.map(({ maxAmount }) => maxAmount));
  return new Map(
    searchAmounts(amountSteps, target, false).map((step) => [
      step.evidence,
      said(step.certification, options.has(step.maxAmount)),
    ]),
  );
}
