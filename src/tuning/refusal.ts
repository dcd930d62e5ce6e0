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
import { verdictsNeeded } from './verdicts-needed.ts';

/** What stands at the threshold that came closest, where nothing was certified. */
export interface ClosestMiss {
  readonly point: CurvePoint;
  readonly refusal: Refusal;
}

/**
 * Why nothing is certified. "Too few verdicts" and "the AI is not good enough" are different answers with
 * different remedies: the second is given only where, at every threshold that was open to a test, the error
 * rate is at or above the limit and no lack of verdicts explains it.
 */
export function explainMiss(certification: Certification, target: Target): ClosestMiss {
  const { tally } = certification;
  const first = certification.startsPpm[0] ?? 0;
  const level = target.delta * START_WEIGHTS[0];
  const candidates: {
    point: CurvePoint /** at least this many */;
    need: number | null;
    hopeless: boolean;
  }[] = [];
  let lastPlace = -1;
  for (const thresholdPpm of THRESHOLD_GRID) {
    const place = placeAt(tally, thresholdPpm);
    if (thresholdPpm > first || place < 0 || place === lastPlace) continue;
    lastPlace = place;
    const point = curvePoint(tally, thresholdPpm);
    const { n, errors } = binaryCounts(tally, place);
    candidates.push({
      point,
      need: certificationLowerBound({ risk: withPending(point), alpha: target.risk, delta: level })
        .minExpectedVerdicts,
      hopeless: n > 0 && clopperPearson({ errors, n, delta: target.delta }).lower > target.risk,
    });
  }
  const floor = certificationLowerBound({ risk: 0, alpha: target.risk, delta: target.delta }).zeroErrorFloor;
  const open = candidates.filter((one) => one.need !== null && !one.hopeless);
  const best = (open.length > 0 ? open : candidates).reduce<(typeof candidates)[number] | null>(
    (least, one) => {
      if (least === null) return one;
      const better =
        open.length > 0 ? missing(one) < missing(least) : withPending(one.point) < withPending(least.point);
      return better ? one : least;
    },
    null,
  );
  const have = best?.point.reviewed ?? 0;
  const tooFew = open.length > 0 || candidates.every((one) => one.point.reviewed < floor);
  const need = best === null ? null : verdictsNeeded(withPending(best.point), target.risk, level);
  const riskUpper = best === null ? 1 : certification.riskUpper(Math.round(best.point.threshold * 1_000_000));
  return {
    point: best?.point ?? curvePoint(tally, 1_000_000),
    refusal: {
      reason: tooFew ? 'insufficient_verdicts' : 'no_threshold_can_pass',
      have,
      need: tooFew ? Math.max(need ?? floor, have + 1) : null,
      best: best === null ? null : { threshold: best.point.threshold, riskUpper },
    },
  };
}

function missing(one: { point: CurvePoint; need: number | null }): number {
  return (one.need ?? Number.POSITIVE_INFINITY) - one.point.reviewed;
}

/** Risk with pending decisions as errors, as the certificate counts them. */
function withPending(point: CurvePoint): number {
  const known = point.risk ?? 0;
  const all = point.reviewed + point.pending;
  return all === 0 ? 0 : (known * point.reviewed + point.pending) / all;
}
