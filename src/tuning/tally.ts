import type { Evidence } from '../contracts/evidence.ts';

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

/** The same evidence is asked for at several levels: it is added up once. */
const tallies = new WeakMap<Evidence, Tally>();

/** Adds up evidence cells. Eligible decisions only: the others are never the AI's to take. */
export function tallyOf(evidence: Evidence): Tally {
  const known = tallies.get(evidence);
  if (known !== undefined) return known;
  const tally = addUp(evidence);
  tallies.set(evidence, tally);
  return tally;
}

function addUp(evidence: Evidence): Tally {
  const eligible = evidence.cells.filter((cell) => cell.eligible);
  const bands = [...new Set(eligible.map((cell) => cell.band))].sort((a, b) => b - a);
  const placeOf = new Map(bands.map((band, place) => [band, place]));
  const strata: TallyStratum[] = [];
  const counts: Float64Array[] = [];
  const stratumOf = new Map<string, number>();
  const decisions = new Float64Array(bands.length);
  for (const cell of eligible) {
    const place = placeOf.get(cell.band) as number;
    (decisions[place] as number) += cell.decisions;
    const pending = cell.outcome === 'pending';
    const loss = pending ? 1 : cell.loss;
    if (loss === null) continue;
    const inclusion = cell.inclusion ?? 1;
    const smallestInclusion = cell.smallestInclusion ?? inclusion;
    const key = `${inclusion} ${smallestInclusion} ${loss} ${pending}`;
    let index = stratumOf.get(key);
    if (index === undefined) {
      index = strata.push({ inclusion, smallestInclusion, loss, pending }) - 1;
      counts.push(new Float64Array(bands.length));
      stratumOf.set(key, index);
    }
    const column = counts[index] as Float64Array;
    (column[place] as number) += cell.decisions;
  }
  for (const column of [decisions, ...counts]) {
    for (let place = 1; place < column.length; place++)
      (column[place] as number) += column[place - 1] as number;
  }
  const total = evidence.cells.reduce((sum, cell) => sum + cell.decisions, 0);
  return { total, bands, strata, decisions, counts };
}

/** The place that answers `confidence >= threshold`: the last band at or above it; -1 where there is none. */
export function placeAt(tally: Tally, thresholdPpm: number): number {
  let [low, high] = [-1, tally.bands.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tally.bands[middle] as number) >= thresholdPpm) low = middle;
    else high = middle - 1;
  }
  return low;
}
