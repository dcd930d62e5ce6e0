import type { Target } from '../contracts/certificate.ts';
import type { Refusal } from '../contracts/recommendation.ts';
import type { SliceFinding } from '../contracts/slice.ts';
import type { CertifiedThreshold } from './certify.ts';
import { curvePoint } from './curve.ts';
import { type Ahead, aheadOf } from './next-step.ts';
import type { SlicedCertification } from './slice-search.ts';

/** A domain that would pass as a whole, where no threshold is left at which all its slices do. */
export interface SliceBlock {
  readonly thresholdPpm: number;
  readonly level: number;
  readonly findings: readonly SliceFinding[];
  readonly refusal: Refusal;
}

/**
 * What stands in the way, at the lowest beginning of the search that the domain as a whole passes and some slice does not.
 *
 * @returns null where there is none: then the domain as a whole has too little to show
 */
export function blockOf(certification: SlicedCertification, target: Target): SliceBlock | null {
  const { tally, alone, starts, findingsAt } = certification;
  for (const { thresholdPpm, level } of starts.toReversed()) {
    const passesAlone =
      alone.some((one) => one.thresholdPpm === thresholdPpm) &&
      (curvePoint(tally, thresholdPpm).risk ?? 0) < target.risk;
    if (!passesAlone) continue;
    const findings = findingsAt(thresholdPpm, level);
    const worst = worstOf(findings);
    if (worst === undefined) continue;
    const best = { threshold: thresholdPpm / 1_000_000, riskUpper: worst.riskUpper };
    const refusal = { reason: 'slice_failed', have: worst.reviewed, need: worst.need, best } as const;
    return { thresholdPpm, level, findings, refusal };
  }
  return null;
}

/** A slice that failed before those that are only untested, of them the one with the highest bound. */
export function worstOf(findings: readonly SliceFinding[]): SliceFinding | undefined {
  const [worst] = findings
    .filter(({ verdict }) => verdict !== 'passed')
    .sort((a, b) => (a.verdict === b.verdict ? b.riskUpper - a.riskUpper : a.verdict === 'failed' ? -1 : 1));
  return worst;
}

/** The slices at the lowest certified threshold; those that stop the search at the next, which the domain alone passes. */
export function slicesAt(
  certification: SlicedCertification,
  lowest: CertifiedThreshold,
  alpha: number,
): { slices: SliceFinding[]; stoppedBy: SliceFinding[]; ahead: Ahead } {
  const { alone, findingsAt } = certification;
  const slices = findingsAt(lowest.thresholdPpm, lowest.level);
  const next = alone.findLast(({ thresholdPpm }) => thresholdPpm < lowest.thresholdPpm);
  const stoppedBy =
    next === undefined
      ? []
      : findingsAt(next.thresholdPpm, lowest.level).filter(({ verdict }) => verdict !== 'passed');
  const worst = worstOf(stoppedBy);
  const ahead =
    worst === undefined ? aheadOf(certification, lowest, alpha) : { have: worst.reviewed, need: worst.need };
  return { slices, stoppedBy, ahead };
}
