import type { Curve, CurvePoint } from '../contracts/curve.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { gridPlaces, placeAt, type Tally, type TallyStratum, tallyOf } from './tally.ts';
import { THRESHOLD_GRID } from './threshold-grid.ts';

/** What would happen at one threshold; risk is inclusion-weighted, and without what is pending. */
export function curvePoint(tally: Tally, thresholdPpm: number): CurvePoint {
  const place = placeAt(tally, thresholdPpm);
  const figures = new Float64Array(COLUMNS);
  if (place >= 0) writePoints(tally, Int32Array.of(place), figures);
  else figures.fill(Number.NaN, FIRST_RISK);
  return pointOf(thresholdPpm, figures, 0, 1);
}

/** The risk alone of `curvePoint`, at a place of the tally: what a search asks of every threshold. */
export function riskAt({ strata, counts }: Tally, place: number): number | null {
  let [weight, weightedLoss] = [0, 0];
  if (place < 0) return null;
  for (let index = 0; index < strata.length; index++) {
    const { pending, inclusion, loss } = strata[index] as TallyStratum;
    if (pending) continue;
    const weighed = ((counts[index] as Float64Array)[place] as number) / inclusion;
    weight += weighed;
    weightedLoss += weighed * loss;
  }
  return weight === 0 ? null : Math.min(1, weightedLoss / weight);
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

/** The figures at some places, stratum by stratum: what one adds to each is a walk along its counts. */
function writePoints(
  { decisions, total, strata, counts }: Tally,
  places: Int32Array,
  into: Float64Array,
): void {
  const length = places.length;
  const column = (which: number): Float64Array => into.subarray(which * length, (which + 1) * length);
  for (const [index, stratum] of strata.entries()) {
    const count = counts[index] as Float64Array;
    if (stratum.pending) addPending(count, places, column(4));
    else if (stratum.loss === 0) addRight(count, stratum.inclusion, places, column(2), column(7));
    else addWrong(count, stratum, places, into);
  }
  const [seen, coverage, reviewed, weightedLoss, loss, weight] = [0, 1, 2, 5, 6, 7].map(column) as Six;
  for (let row = 0; row < length; row++) {
    const [all, judged] = [weight[row] as number, reviewed[row] as number];
    const there = decisions[places[row] as number] as number;
    seen[row] = there;
    coverage[row] = total === 0 ? 0 : there / total;
    weightedLoss[row] = all === 0 ? Number.NaN : Math.min(1, (weightedLoss[row] as number) / all);
    loss[row] = judged === 0 ? Number.NaN : Math.min(1, (loss[row] as number) / judged);
  }
}

type Six = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

function addPending(from: Float64Array, places: Int32Array, pending: Float64Array): void {
  for (let row = 0; row < places.length; row++)
    (pending[row] as number) += from[places[row] as number] as number;
}

function addRight(
  from: Float64Array,
  inclusion: number,
  places: Int32Array,
  reviewed: Float64Array,
  weight: Float64Array,
): void {
  for (let row = 0; row < places.length; row++) {
    const count = from[places[row] as number] as number;
    (reviewed[row] as number) += count;
    (weight[row] as number) += count / inclusion;
  }
}

function addWrong(
  from: Float64Array,
  { inclusion, loss }: TallyStratum,
  places: Int32Array,
  into: Float64Array,
): void {
  const length = places.length;
  for (let row = 0; row < length; row++) {
    const count = from[places[row] as number] as number;
    const weighed = count / inclusion;
    (into[2 * length + row] as number) += count;
    (into[3 * length + row] as number) += count;
    (into[5 * length + row] as number) += weighed * loss;
    (into[6 * length + row] as number) += count * loss;
    (into[7 * length + row] as number) += weighed;
  }
}

/** Risk and coverage at every threshold of the grid that differs from the one above it. */
export function riskCoverageCurve(evidence: Evidence): Curve {
  const { figures, stride, thresholdPpm } = curveColumns(tallyOf(evidence));
  const points = Array.from(thresholdPpm, (ppm, row) => pointOf(ppm, figures, row, stride));
  return { domain: evidence.domain, model: evidence.model, points };
}
