import type { Curve, CurvePoint } from '../contracts/curve.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { placeAt, placesOf, type Tally, tallyOf } from './tally.ts';
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

/** A risk–coverage curve column by column, from the highest threshold down; NaN where there is no risk to speak of. */
export interface CurveColumns {
  readonly length: number;
  readonly thresholdPpm: Int32Array;
  readonly decisions: Float64Array;
  readonly coverage: Float64Array;
  readonly reviewed: Float64Array;
  readonly errors: Float64Array;
  readonly pending: Float64Array;
  readonly risk: Float64Array;
  readonly naiveRisk: Float64Array;
}

/** The curve of a tally at every threshold of the grid that differs from the one above it. */
export function curveColumns(tally: Tally): CurveColumns {
  const places = placesOf(tally, THRESHOLD_GRID);
  const distinct = Int32Array.from(places.keys()).filter(
    (index) => (places[index] as number) > (index === 0 ? -1 : (places[index - 1] as number)),
  );
  const { length } = distinct;
  const column = (): Float64Array => new Float64Array(length);
  const [decisions, coverage, reviewed, errors, pending] = [column(), column(), column(), column(), column()];
  const [weight, lost, loss, risk, naiveRisk] = [column(), column(), column(), column(), column()];
  tally.strata.forEach((stratum, which) => {
    const counts = tally.counts[which] as Float64Array;
    for (let i = 0; i < length; i++) {
      const count = counts[places[distinct[i] as number] as number] as number;
      if (stratum.pending) {
        (pending[i] as number) += count;
        continue;
      }
      (reviewed[i] as number) += count;
      (loss[i] as number) += count * stratum.loss;
      if (stratum.loss > 0) (errors[i] as number) += count;
      (weight[i] as number) += count / stratum.inclusion;
      (lost[i] as number) += (count / stratum.inclusion) * stratum.loss;
    }
  });
  for (let i = 0; i < length; i++) {
    decisions[i] = tally.decisions[places[distinct[i] as number] as number] as number;
    coverage[i] = tally.total === 0 ? 0 : (decisions[i] as number) / tally.total;
    risk[i] = weight[i] === 0 ? Number.NaN : Math.min(1, (lost[i] as number) / (weight[i] as number));
    naiveRisk[i] =
      reviewed[i] === 0 ? Number.NaN : Math.min(1, (loss[i] as number) / (reviewed[i] as number));
  }
  const thresholdPpm = distinct.map((index) => THRESHOLD_GRID[index] as number);
  return { length, thresholdPpm, decisions, coverage, reviewed, errors, pending, risk, naiveRisk };
}

/** Risk and coverage at every threshold of the grid that differs from the one above it. */
export function riskCoverageCurve(evidence: Evidence): Curve {
  const curve = curveColumns(tallyOf(evidence));
  const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
  const points = Array.from(
    curve.thresholdPpm,
    (ppm, i): CurvePoint => ({
      threshold: ppm / 1_000_000,
      decisions: curve.decisions[i] as number,
      coverage: curve.coverage[i] as number,
      reviewed: curve.reviewed[i] as number,
      errors: curve.errors[i] as number,
      pending: curve.pending[i] as number,
      risk: known(curve.risk[i] as number),
      naiveRisk: known(curve.naiveRisk[i] as number),
    }),
  );
  return { domain: evidence.domain, model: evidence.model, points };
}
