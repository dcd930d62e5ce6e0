import type { Evidence } from '../contracts/evidence.ts';
import { firstWhole } from '../statistics/first-whole.ts';
import { keptWith } from './kept-with.ts';
import { onRecalibratedScale } from './recalibrated-bands.ts';
import { THRESHOLD_GRID } from './threshold-grid.ts';

/** Reviewed decisions that a certificate treats alike; a pending one is a loss of 1. */
export interface TallyStratum {
  readonly inclusion: number;
  readonly smallestInclusion: number;
  readonly loss: number;
  readonly pending: boolean;
}

/**
 * Evidence as running counts from the highest confidence down: place `b` holds everything in bands
 * `bands[0..b]`, so every threshold is answered by one look-up.
 */
export interface Tally {
  /** All decisions that count, ineligible ones too: what coverage is a share of. */
  readonly total: number;
  /** Distinct confidence bands (ppm, lower edges) of eligible decisions, highest first. */
  readonly bands: readonly number[];
  readonly strata: readonly TallyStratum[];
  /** Eligible decisions, reviewed or not. */
  readonly decisions: Float64Array;
  /** One running count for each stratum. */
  readonly counts: readonly Float64Array[];
}

/**
 * Adds up evidence cells. Eligible decisions only: the others are never the AI's to take. The same evidence is asked for at
 * several levels: it is added up once.
 */
export const tallyOf = keptWith(addUp);

function addUp(evidence: Evidence): Tally {
  const map = evidence.recalibration?.map ?? null;
  const cells = map === null ? evidence.cells : onRecalibratedScale(evidence.cells, map);
  const bands = bandsOf(cells);
  const strata: TallyStratum[] = [];
  const counts: Float64Array[] = [];
  const decisions = new Float64Array(bands.length);
  let [total, place] = [0, 0];
  for (const cell of cells) {
    total += cell.decisions;
    if (!cell.eligible) continue;
    if (bands[place] !== cell.band) place = placeOf(bands, cell.band);
    (decisions[place] as number) += cell.decisions;
    const pending = cell.outcome === 'pending';
    const loss = pending ? 1 : cell.loss;
    if (loss === null) continue;
    const inclusion = cell.inclusion ?? 1;
    const smallestInclusion = cell.smallestInclusion ?? inclusion;
    // There are few strata: looking at each is quicker than a key for every cell.
    let index = 0;
    for (; index < strata.length; index++) {
      const one = strata[index] as TallyStratum;
      if (
        one.loss === loss &&
        one.inclusion === inclusion &&
        one.smallestInclusion === smallestInclusion &&
        one.pending === pending
      )
        break;
    }
    if (index === strata.length) {
      strata.push({ inclusion, smallestInclusion, loss, pending });
      counts.push(new Float64Array(bands.length));
    }
    const column = counts[index] as Float64Array;
    (column[place] as number) += cell.decisions;
  }
  for (const column of [decisions, ...counts]) {
    for (let at = 1; at < column.length; at++) (column[at] as number) += column[at - 1] as number;
  }
  return { total, bands, strata, decisions, counts };
}

/** Distinct bands of eligible cells, highest first. Evidence mostly comes in this order already. */
function bandsOf(cells: Evidence['cells']): number[] {
  const bands: number[] = [];
  let isOrdered = true;
  for (const { band, eligible } of cells) {
    const last = bands.at(-1);
    if (!eligible || band === last) continue;
    if (last !== undefined && band > last) isOrdered = false;
    bands.push(band);
  }
  return isOrdered ? bands : [...new Set(bands)].sort((a, b) => b - a);
}

/** The last place whose band is at or above a value; -1 where there is none. */
function placeOf(bands: readonly number[], ppm: number): number {
  let [low, high] = [-1, bands.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((bands[middle] as number) >= ppm) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The place that answers `confidence >= threshold`: the last band at or above it; -1 where there is none. */
export function placeAt(tally: Tally, thresholdPpm: number): number {
  return placeOf(tally.bands, thresholdPpm);
}

/** The last answer: a domain has the same confidences on most nights, and a walk of the grid costs more than a look. */
let lastPlaces: { readonly bands: readonly number[]; readonly places: Int32Array } | null = null;

/** The place that answers each threshold of the grid, from the highest down: one walk for all of them. */
export const gridPlaces = keptWith(({ bands }: Tally): Int32Array => {
  if (lastPlaces === null || !areSame(lastPlaces.bands, bands))
    lastPlaces = { bands, places: walkGrid(bands) };
  return lastPlaces.places;
});

function areSame(some: readonly number[], others: readonly number[]): boolean {
  if (some.length !== others.length) return false;
  for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
  return true;
}

function walkGrid(bands: readonly number[]): Int32Array {
  const places = new Int32Array(THRESHOLD_GRID.length);
  let place = -1;
  for (let index = 0; index < places.length; index++) {
    while (place + 1 < bands.length && (bands[place + 1] as number) >= (THRESHOLD_GRID[index] as number))
      place += 1;
    places[index] = place;
  }
  return places;
}

/** The first index from one on whose place in the grid is at least a certain one. */
export function firstFrom(places: Int32Array, index: number, place: number): number {
  if (index >= places.length || (places[index] as number) >= place) return index;
  // Further and further steps, then halving: runs of one place are as long as confidences are few.
  let [low, step] = [index, 1];
  while (low + step < places.length && (places[low + step] as number) < place) {
    low += step;
    step *= 2;
  }
  return firstWhole(low, Math.min(low + step, places.length), (at) => (places[at] as number) >= place);
}
