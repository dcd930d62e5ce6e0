import type { Recommendation } from '../contracts/recommendation.ts';
import type { Certification, CertifiedThreshold } from './certify.ts';
import { curvePoint } from './curve.ts';
import type { EProcess } from './e-process.ts';
import { placeAt, type Tally } from './tally.ts';
import { THRESHOLD_GRID } from './threshold-grid.ts';
import { verdictsNeeded, verdictsNeededAt } from './verdicts-needed.ts';

/** Verdicts at the threshold that more of them would open, and how many it needs; null where no number would do. */
export type Ahead = Pick<Recommendation['next'], 'have' | 'need'>;

/**
 * What the first threshold of the grid below the certified one needs, at the level at which that one passed; where
 * bands are tested by themselves, what the first of them that did not pass needs.
 */
export function aheadOf(certification: Certification, lowest: CertifiedThreshold, alpha: number): Ahead {
  const { tally, bands } = certification;
  if (bands !== null) {
    const band = bands.find(({ passed }) => !passed);
    return band === undefined
      ? { have: curvePoint(tally, lowest.thresholdPpm).reviewed, need: null }
      : neededAt(band, band.fromPpm, alpha, lowest.level);
  }
  const certified = placeAt(tally, lowest.thresholdPpm);
  const next = THRESHOLD_GRID.find(
    (threshold) => threshold < lowest.thresholdPpm && placeAt(tally, threshold) > certified,
  );
  if (next === undefined) return { have: curvePoint(tally, lowest.thresholdPpm).reviewed, need: null };
  return neededAt(certification, next, alpha, lowest.level);
}

/** What a threshold needs at a level: more than it has, or null where no number would do. */
export function neededAt(
  { tally, process }: { readonly tally: Tally; readonly process: EProcess },
  thresholdPpm: number,
  alpha: number,
  level: number,
): Ahead {
  const { reviewed: have, risk } = curvePoint(tally, thresholdPpm);
  const need =
    risk === null
      ? verdictsNeeded(0, alpha, level)
      : risk >= alpha
        ? null
        : verdictsNeededAt(process, placeAt(tally, thresholdPpm), have, level);
  return { have, need: need === null ? null : Math.max(need, have + 1) };
}

/** In how many days the verdicts that are needed will be there, at the pace of the `days` that brought those so far. */
export function nextStep({ have, need }: Ahead, days: number): Recommendation['next'] {
  const isUnknown = need === null || have === 0;
  return { have, need, days: isUnknown ? null : Math.ceil(((need - have) / have) * days) };
}
