import type { Recommendation } from '../contracts/recommendation.ts';
import type { Certification, CertifiedThreshold } from './certify.ts';
import { curvePoint } from './curve.ts';
import { placeAt } from './tally.ts';
import { THRESHOLD_GRID } from './threshold-grid.ts';
import { verdictsNeeded, verdictsNeededAt } from './verdicts-needed.ts';

/** Verdicts at the threshold that more of them would open, and how many it needs; null where no number would do. */
export type Ahead = Pick<Recommendation['next'], 'have' | 'need'>;

/** What the first threshold of the grid below the certified one needs, at the level at which that one passed. */
export function aheadOf(certification: Certification, lowest: CertifiedThreshold, alpha: number): Ahead {
  const { tally, process } = certification;
  const certified = placeAt(tally, lowest.thresholdPpm);
  const next = THRESHOLD_GRID.find(
    (threshold) => threshold < lowest.thresholdPpm && placeAt(tally, threshold) > certified,
  );
  if (next === undefined) return { have: curvePoint(tally, lowest.thresholdPpm).reviewed, need: null };
  const { reviewed: have, risk } = curvePoint(tally, next);
  const need =
    risk === null
      ? verdictsNeeded(0, alpha, lowest.level)
      : risk >= alpha
        ? null
        : verdictsNeededAt(process, placeAt(tally, next), have, lowest.level);
  return { have, need: need === null ? null : Math.max(need, have + 1) };
}

/** In how many days the verdicts that are needed will be there, at the pace of the `days` that brought those so far. */
export function nextStep({ have, need }: Ahead, days: number): Recommendation['next'] {
  const isUnknown = need === null || have === 0;
  return { have, need, days: isUnknown ? null : Math.ceil(((need - have) / have) * days) };
}
