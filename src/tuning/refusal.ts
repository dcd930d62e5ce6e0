import type { Target } from '../contracts/certificate.ts';
import type { CurvePoint } from '../contracts/curve.ts';
import type { Refusal } from '../contracts/recommendation.ts';
import { certificationLowerBound, clopperPearson } from '../statistics/index.ts';
import type { Certification } from './certify.ts';
import { curvePoint } from './curve.ts';
import { neededAt } from './next-step.ts';
import { placeAt, type Tally } from './tally.ts';

/** What stands at the threshold that came closest, where nothing was certified. */
export interface ClosestMiss {
  readonly point: CurvePoint;
  /** Share of delta at which it was tested. */
  readonly level: number;
  readonly refusal: Refusal;
}

/** One threshold that was tested and failed. */
interface Candidate {
  readonly point: CurvePoint;
  readonly level: number;
  /** Verdicts that it needs if more come like those so far; null where no number would do. */
  readonly need: number | null;
  readonly riskUpper: number;
  /** Whether there are verdicts enough to say that more will not help. */
  readonly settled: boolean;
}

/**
 * Why nothing is certified. Then every test failed that the search began with, so these are what stands in the way.
 * "Too few verdicts" and "the AI is not good enough" are different answers with different remedies: the second is
 * given only where at every one of them the error rate is at or above the limit (or too close below it for any
 * number of verdicts to tell), on verdicts enough to say so.
 */
export function explainMiss(certification: Certification, target: Target): ClosestMiss {
  const candidates = certification.starts.map(({ thresholdPpm, level }) =>
    candidateAt(certification, target, thresholdPpm, level),
  );
  const best =
    least(candidates, (one) =>
      one.need === null ? Number.POSITIVE_INFINITY : one.need / one.point.reviewed,
    ) ??
    least(
      candidates.filter((one) => !one.settled),
      (one) => one.riskUpper,
    ) ??
    least(candidates, (one) => one.riskUpper);
  const settled = candidates.length > 0 && candidates.every((one) => one.settled);
  const point = best?.point ?? curvePoint(certification.tally, 0);
  return {
    point,
    level: best?.level ?? target.delta,
    refusal: {
      reason: settled ? 'no_threshold_can_pass' : 'insufficient_verdicts',
      have: point.reviewed,
      need: best?.need ?? null,
      best: best === null ? null : { threshold: point.threshold, riskUpper: best.riskUpper },
    },
  };
}

function candidateAt(
  certification: Certification,
  target: Target,
  thresholdPpm: number,
  level: number,
): Candidate {
  const { tally, process } = certification;
  const place = placeAt(tally, thresholdPpm);
  const point = curvePoint(tally, thresholdPpm);
  const { need } = neededAt({ tally, process }, thresholdPpm, target.risk, level);
  const { n, errors } = plainEquivalent(tally, place);
  const { zeroErrorFloor } = certificationLowerBound({ risk: 0, alpha: target.risk, delta: target.delta });
  const seen = n === 0 ? null : clopperPearson({ errors, n, delta: target.delta });
  // Clearly below, and still more than a hundred thousand short: hardly anything doubtful is reviewed. That is no fault
  // of the AI's.
  const isClearlyBelow = seen !== null && seen.upper < target.risk;
  const isClearlyAbove = seen !== null && seen.lower > target.risk;
  return {
    point,
    level,
    need,
    riskUpper: certification.riskUpper(thresholdPpm, level),
    settled: need === null && (isClearlyAbove || (n >= 2 * zeroErrorFloor && !isClearlyBelow)),
  };
}

/**
 * As many equally likely verdicts as those at a place are worth, and the errors among them, rounded down: reviewed
 * at different rates, they say less than their number (Kish, "Survey Sampling", 1965).
 */
function plainEquivalent(tally: Tally, place: number): { n: number; errors: number } {
  let [sum, squares, losses] = [0, 0, 0];
  tally.strata.forEach(({ inclusion, loss }, index) => {
    const count = tally.counts[index]?.[place] ?? 0;
    sum += count / inclusion;
    squares += count / inclusion ** 2;
    losses += (count / inclusion) * loss;
  });
  if (sum === 0) return { n: 0, errors: 0 };
  const n = Math.round(sum ** 2 / squares);
  return { n, errors: Math.min(n, Math.floor((losses / sum) * n + 1e-9)) };
}

/** The one with the smallest figure; null where none is finite. */
function least(candidates: readonly Candidate[], by: (one: Candidate) => number): Candidate | null {
  const finite = candidates.filter((one) => Number.isFinite(by(one)));
  return finite.reduce<Candidate | null>(
    (best, one) => (best === null || by(one) < by(best) ? one : best),
    null,
  );
}
