import type { Curve, CurvePoint } from '../contracts/curve.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { gridPlaces, placeAt, type Tally, tallyOf } from './tally.ts';
import { THRESHOLD_GRID } from './threshold-grid.ts';

/** What would happen at one threshold; risk is inclusion-weighted, and without what is pending. */
export function curvePoint(tally: Tally, thresholdPpm: number): CurvePoint {
  const place = placeAt(tally, thresholdPpm);
  const figures = new Float64Array(COLUMNS);
  if (place >= 0) writePoints(tally, Int32Array.of(place), figures);
  else figures.fill(Number.NaN, FIRST_RISK);
  return pointOf(thresholdPpm, figures, 0, 1);
}

/** Figures of a point: decisions, coverage, reviewed, errors, pending; then the two risks, NaN where there is none. */
const FIRST_RISK = 5;
/** The figures, and the weight that the risk is divided by. */
const COLUMNS = 8;

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

/** Memory for the curve of one domain after the other: fresh memory would cost more than the figures in it. */
export interface CurveMemory {
  readonly thresholdPpm: Int32Array;
  readonly rows: Int32Array;
  readonly figures: Float64Array;
}

/** Memory that holds any curve. */
export function curveMemory(): CurveMemory {
  const { length } = THRESHOLD_GRID;
  const whole = (): Int32Array => new Int32Array(length);
  return { thresholdPpm: whole(), rows: whole(), figures: new Float64Array(COLUMNS * length) };
}

/**
 * The curve of a tally at every threshold of the grid that differs from the one above it: for many domains at once.
 *
 * @param memory holds the curve until it is given to another
 */
export function curveColumns(tally: Tally, memory = curveMemory()): CurveColumns {
  const places = gridPlaces(tally);
  const { thresholdPpm, rows } = memory;
  let [length, last] = [0, -1];
  for (let index = 0; index < places.length; index++) {
    const place = places[index] as number;
    if (place === last) continue;
    last = place;
    thresholdPpm[length] = THRESHOLD_GRID[index] as number;
    rows[length] = place;
    length += 1;
  }
  const figures = memory.figures.subarray(0, COLUMNS * length).fill(0);
  writePoints(tally, rows.subarray(0, length), figures);
  return { thresholdPpm: thresholdPpm.subarray(0, length), figures, stride: length };
}

/** The figures at some places, column by column: what a stratum adds to each is one walk along its counts. */
function writePoints(
  { decisions, total, strata, counts }: Tally,
  places: Int32Array,
  into: Float64Array,
): void {
  const length = places.length;
  const column = (which: number): Float64Array => into.subarray(which * length, (which + 1) * length);
  const [seen, coverage, reviewed, errors, pending] = [0, 1, 2, 3, 4].map(column) as Columns;
  const [weightedLoss, loss, weight] = [column(5), column(6), column(7)];
  for (const [index, stratum] of strata.entries()) {
    const count = counts[index] as Float64Array;
    if (stratum.pending) addUp(count, places, pending);
    else {
      addUp(count, places, reviewed);
      addUp(count, places, weight, 1, stratum.inclusion);
      if (stratum.loss === 0) continue;
      addUp(count, places, errors);
      addUp(count, places, loss, stratum.loss);
      addUp(count, places, weightedLoss, stratum.loss, stratum.inclusion);
    }
  }
  addUp(decisions, places, seen);
  for (let row = 0; row < length; row++) {
    const [all, judged] = [weight[row] as number, reviewed[row] as number];
    coverage[row] = total === 0 ? 0 : (seen[row] as number) / total;
    weightedLoss[row] = all === 0 ? Number.NaN : Math.min(1, (weightedLoss[row] as number) / all);
    loss[row] = judged === 0 ? Number.NaN : Math.min(1, (loss[row] as number) / judged);
  }
}

type Columns = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

function addUp(from: Float64Array, places: Int32Array, into: Float64Array, times = 1, parts = 1): void {
  for (let row = 0; row < places.length; row++)
    (into[row] as number) += ((from[places[row] as number] as number) / parts) * times;
}

/** Risk and coverage at every threshold of the grid that differs from the one above it. */
export function riskCoverageCurve(evidence: Evidence): Curve {
  const { figures, stride, thresholdPpm } = curveColumns(tallyOf(evidence));
  const points = Array.from(thresholdPpm, (ppm, row) => pointOf(ppm, figures, row, stride));
  return { domain: evidence.domain, model: evidence.model, points };
}
