import type { Target } from '../contracts/certificate.ts';
import type { CurvePoint } from '../contracts/curve.ts';
import type { Refusal } from '../contracts/recommendation.ts';
import { certificationLowerBound, clopperPearson } from '../statistics/index.ts';
import type { Certification } from './certify.ts';
import { curvePoint } from './curve.ts';
import { binaryCounts } from './e-process.ts';
import { START_WEIGHTS } from './starts.ts';
import { placeAt } from './tally.ts';
import { THRESHOLD_GRID } from './threshold-grid.ts';
import { MOST_VERDICTS, verdictsNeeded } from './verdicts-needed.ts';

/** What stands at the threshold that came closest, where nothing was certified. */
export interface ClosestMiss {
  readonly point: CurvePoint;
  readonly refusal: Refusal;
}

/** One threshold that was open to a test. */
interface Candidate {
  readonly point: CurvePoint;
  /** Verdicts that it needs at the least, at the error rate seen so far; null where no number would do. */
  readonly need: number | null;
  /** Whether its error rate is above the limit beyond what chance explains. */
  readonly hopeless: boolean;
}

/**
 * Why nothing is certified. "Too few verdicts" and "the AI is not good enough" are different answers with
 * different remedies: the second is given only where at every threshold open to a test the error rate is at
 * or above the limit (or too close below it for any number of verdicts to tell), on verdicts enough to say so.
 */
export function explainMiss(certification: Certification, target: Target): ClosestMiss {
  const level = target.delta * START_WEIGHTS[0];
  const { zeroErrorFloor } = certificationLowerBound({ risk: 0, alpha: target.risk, delta: target.delta });
  const candidates = candidatesOf(certification, target, level);
  const open = candidates.filter((one) => one.need !== null && !one.hopeless);
  const weighty = candidates.filter((one) => one.point.reviewed >= zeroErrorFloor);
  const best =
    least(open, (one) => (one.need ?? 0) - one.point.reviewed) ??
    least(weighty, (one) => withPending(one.point)) ??
    least(candidates, (one) => withPending(one.point));
  const point = best?.point ?? curvePoint(certification.tally, 0);
  const settled =
    open.length === 0 && best !== null && (best.hopeless || point.reviewed >= 2 * zeroErrorFloor);
  const need = settled ? null : verdictsNeeded(withPending(point), target.risk, level);
  return {
    point,
    refusal: {
      reason: settled ? 'no_threshold_can_pass' : 'insufficient_verdicts',
      have: point.reviewed,
      need: need === null ? null : Math.max(need, point.reviewed + 1),
      best:
        best === null
          ? null
          : {
              threshold: point.threshold,
              riskUpper: certification.riskUpper(Math.round(point.threshold * 1_000_000)),
            },
    },
  };
}

function candidatesOf(certification: Certification, target: Target, level: number): Candidate[] {
  const { tally, startsPpm } = certification;
  const candidates: Candidate[] = [];
  let lastPlace = -1;
  for (const thresholdPpm of THRESHOLD_GRID) {
    const place = placeAt(tally, thresholdPpm);
    if (thresholdPpm > (startsPpm[0] ?? 0) || place < 0 || place === lastPlace) continue;
    lastPlace = place;
    const point = curvePoint(tally, thresholdPpm);
    const { n, errors } = binaryCounts(tally, place);
    const bound = certificationLowerBound({ risk: withPending(point), alpha: target.risk, delta: level });
    const need = bound.minExpectedVerdicts;
    candidates.push({
      point,
      need: need === null || need > MOST_VERDICTS ? null : need,
      hopeless: n > 0 && clopperPearson({ errors, n, delta: target.delta }).lower > target.risk,
    });
  }
  return candidates;
}

function least(candidates: readonly Candidate[], by: (one: Candidate) => number): Candidate | null {
  return candidates.reduce<Candidate | null>(
    (best, one) => (best === null || by(one) < by(best) ? one : best),
    null,
  );
}

/** Risk with pending decisions as errors, as the certificate counts them. */
function withPending(point: CurvePoint): number {
  const all = point.reviewed + point.pending;
  return all === 0 ? 0 : ((point.risk ?? 0) * point.reviewed + point.pending) / all;
}
