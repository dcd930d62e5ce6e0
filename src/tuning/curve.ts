import type { Curve, CurvePoint } from '../contracts/curve.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { placeAt, type Tally, tallyOf } from './tally.ts';
import { THRESHOLD_GRID } from './threshold-grid.ts';

/** What would happen at one threshold; risk is inclusion-weighted, and without what is pending. */
export function curvePoint(tally: Tally, thresholdPpm: number): CurvePoint {
  const place = placeAt(tally, thresholdPpm);
  const at = (column: Float64Array): number => (place < 0 ? 0 : (column[place] as number));
  let [weight, weightedLoss, reviewed, loss, errors, pending] = [0, 0, 0, 0, 0, 0];
  tally.strata.forEach((stratum, index) => {
    const count = at(tally.counts[index] as Float64Array);
    if (stratum.pending) {
      pending += count;
      return;
    }
    reviewed += count;
    loss += count * stratum.loss;
    if (stratum.loss > 0) errors += count;
    weight += count / stratum.inclusion;
    weightedLoss += (count / stratum.inclusion) * stratum.loss;
  });
  const decisions = at(tally.decisions);
  return {
    threshold: thresholdPpm / 1_000_000,
    decisions,
    coverage: tally.total === 0 ? 0 : decisions / tally.total,
    reviewed,
    errors,
    pending,
    risk: weight === 0 ? null : Math.min(1, weightedLoss / weight),
    naiveRisk: reviewed === 0 ? null : Math.min(1, loss / reviewed),
  };
}

/** Risk and coverage at every threshold of the grid that differs from the one above it. */
export function riskCoverageCurve(evidence: Evidence): Curve {
  const tally = tallyOf(evidence);
  const points: CurvePoint[] = [];
  let lastPlace = -1;
  for (const threshold of THRESHOLD_GRID) {
    const place = placeAt(tally, threshold);
    if (place === lastPlace) continue;
    lastPlace = place;
    points.push(curvePoint(tally, threshold));
  }
  return { domain: evidence.domain, model: evidence.model, points };
}
