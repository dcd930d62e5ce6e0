import type { Curve, CurvePoint } from '../contracts/curve.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { placeAt, placesOf, type Tally, tallyOf } from './tally.ts';
import { THRESHOLD_GRID } from './threshold-grid.ts';

/** What would happen at one threshold; risk is inclusion-weighted, and without what is pending. */
export function curvePoint(tally: Tally, thresholdPpm: number): CurvePoint {
  const figures = new Float64Array(FIGURES);
  const place = placeAt(tally, thresholdPpm);
  if (place >= 0) writePoint(tally, place, figures, 0, 1);
  else figures.fill(Number.NaN, FIRST_RISK);
  return pointOf(thresholdPpm, figures, 0, 1);
}

/** Figures of a point: decisions, coverage, reviewed, errors, pending; then the two risks, NaN where there is none. */
const FIGURES = 7;
const FIRST_RISK = 5;

function pointOf(thresholdPpm: number, figures: Float64Array, row: number, stride: number): CurvePoint {
  const figure = (which: number): number => figures[which * stride + row] as number;
  const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
  return {
    threshold: thresholdPpm / 1_000_000,
    decisions: figure(0),
    coverage: figure(1),
    reviewed: figure(2),
    errors: figure(3),
    pending: figure(4),
    risk: known(figure(5)),
    naiveRisk: known(figure(6)),
  };
}

/** A risk–coverage curve in one piece of memory, from the highest threshold down: figure `f` of row `r` is at `f * stride + r`. */
export interface CurveColumns {
  readonly thresholdPpm: Int32Array;
  readonly figures: Float64Array;
  readonly stride: number;
}

/** The curve of a tally at every threshold of the grid that differs from the one above it: for many domains at once. */
export function curveColumns(tally: Tally): CurveColumns {
  const places = placesOf(tally, THRESHOLD_GRID);
  const most = Math.min(tally.bands.length, places.length);
  const thresholdPpm = new Int32Array(most);
  // One piece of memory for all columns: thousands of small ones would cost more than the figures in them.
  const memory = new Float64Array(FIGURES * most);
  let [length, last] = [0, -1];
  for (let index = 0; index < places.length; index++) {
    const place = places[index] as number;
    if (place === last) continue;
    last = place;
    thresholdPpm[length] = THRESHOLD_GRID[index] as number;
    writePoint(tally, place, memory, length, most);
    length += 1;
  }
  return { thresholdPpm: thresholdPpm.subarray(0, length), figures: memory, stride: most };
}

/** The figures at a place into row `row` of columns that are `stride` long. */
function writePoint(tally: Tally, place: number, into: Float64Array, row: number, stride: number): void {
  let [weight, weightedLoss, reviewed, loss, errors, pending] = [0, 0, 0, 0, 0, 0];
  for (let index = 0; index < tally.strata.length; index++) {
    const stratum = tally.strata[index] as Tally['strata'][number];
    const count = (tally.counts[index] as Float64Array)[place] as number;
    if (stratum.pending) {
      pending += count;
      continue;
    }
    reviewed += count;
    loss += count * stratum.loss;
    if (stratum.loss > 0) errors += count;
    weight += count / stratum.inclusion;
    weightedLoss += (count / stratum.inclusion) * stratum.loss;
  }
  const decisions = tally.decisions[place] as number;
  into[row] = decisions;
  into[stride + row] = tally.total === 0 ? 0 : decisions / tally.total;
  into[2 * stride + row] = reviewed;
  into[3 * stride + row] = errors;
  into[4 * stride + row] = pending;
  into[5 * stride + row] = weight === 0 ? Number.NaN : Math.min(1, weightedLoss / weight);
  into[6 * stride + row] = reviewed === 0 ? Number.NaN : Math.min(1, loss / reviewed);
}

/** Risk and coverage at every threshold of the grid that differs from the one above it. */
export function riskCoverageCurve(evidence: Evidence): Curve {
  const { figures, stride, thresholdPpm } = curveColumns(tallyOf(evidence));
  const points = Array.from(thresholdPpm, (ppm, row) => pointOf(ppm, figures, row, stride));
  return { domain: evidence.domain, model: evidence.model, points };
}
