import type { CertificateMethod, Target } from '../contracts/certificate.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { binomialTail, clopperPearson, fallbackWalk, hoeffdingBentkus } from '../statistics/index.ts';
import { binaryCounts, type EProcess, eProcess } from './e-process.ts';
import { START_WEIGHTS, startPlaces } from './starts.ts';
import { placeAt, type Tally, tallyOf } from './tally.ts';
import { THRESHOLD_GRID } from './threshold-grid.ts';

/** One threshold that the evidence allows. */
export interface CertifiedThreshold {
  readonly thresholdPpm: number;
  readonly method: CertificateMethod;
  /** Share of delta at which it passed. */
  readonly level: number;
}

/** Everything that a threshold search found. */
export interface Certification {
  readonly tally: Tally;
  readonly process: EProcess;
  /** Share of delta that the e-process has: all of it, or half after a first look. */
  readonly processDelta: number;
  readonly firstLook: boolean;
  /** Certified thresholds, lowest first, one for each distinct amount of evidence. */
  readonly certified: readonly CertifiedThreshold[];
  readonly startsPpm: readonly number[];
  readonly thresholdsTested: number;
  /** Upper bound on the risk at a threshold, valid with probability 1 - delta; not corrected for choosing among thresholds. */
  readonly riskUpper: (thresholdPpm: number) => number;
}

/**
 * Searches the thresholds whose risk is below the limit, with probability at least 1 - delta for all of them
 * together and at all times: e-processes along the fallback procedure from three frozen starts. With
 * `firstLook` half of delta goes to one exact look instead, which is sharper on a backlog but may be had once.
 *
 * @throws RangeError on evidence whose selection is unknown: nothing can be certified there
 * @see METHODS: Ville (1939), Wiens (2003), Waudby-Smith & Ramdas (2024)
 */
export function certify(evidence: Evidence, target: Target, firstLook: boolean): Certification {
  if (evidence.selection === 'unknown')
    throw new RangeError('certify requires evidence whose selection is known');
  const tally = tallyOf(evidence);
  const process = eProcess(tally, target.risk);
  const looks = firstLook && evidence.selection === 'full';
  const processDelta = looks ? target.delta / 2 : target.delta;
  const starts = startPlaces(evidence.startConfidences);
  const search = (delta: number, method: CertificateMethod, pValue: (place: number) => number) => {
    const walk = searchGrid(tally, starts, delta, pValue);
    return { tested: walk.tested, found: walk.found.map((one) => ({ ...one, method })) };
  };
  const nightly = search(processDelta, process.method, (place) =>
    Math.exp(Math.min(0, -process.logE(place))),
  );
  const once = looks
    ? search(target.delta / 2, 'exact-binomial-first-look', (place) => firstLookP(tally, place, target.risk))
    : null;
  const certified = [...nightly.found, ...(once?.found ?? [])].sort(
    (a, b) => a.thresholdPpm - b.thresholdPpm,
  );
  return {
    tally,
    process,
    processDelta,
    firstLook: looks,
    certified,
    startsPpm: starts.map((start) => THRESHOLD_GRID[start] ?? 0),
    thresholdsTested: nightly.tested + (once?.tested ?? 0),
    riskUpper: (thresholdPpm) => {
      const place = placeAt(tally, thresholdPpm);
      const bound = process.upperBound(place, processDelta);
      const exact = looks && isBinary(tally) && place >= 0;
      return exact
        ? Math.min(bound, clopperPearson({ ...binaryCounts(tally, place), delta: target.delta / 2 }).upper)
        : bound;
    },
  };
}

/**
 * Walks the grid. Thresholds between two observed confidences share their evidence: it is weighed once, and of
 * such a run only the highest, most cautious threshold is kept.
 */
function searchGrid(
  tally: Tally,
  starts: readonly number[],
  delta: number,
  pValue: (place: number) => number,
): { tested: number; found: { thresholdPpm: number; level: number }[] } {
  let [lastPlace, lastP] = [Number.NaN, 1];
  const pAt = (index: number): number => {
    const place = placeAt(tally, THRESHOLD_GRID[index] as number);
    if (place !== lastPlace) [lastPlace, lastP] = [place, place < 0 ? 1 : pValue(place)];
    return lastP;
  };
  const { segments, tested } = fallbackWalk({
    count: THRESHOLD_GRID.length,
    starts,
    weights: START_WEIGHTS.slice(0, starts.length),
    delta,
    pValue: pAt,
  });
  const found: { thresholdPpm: number; level: number }[] = [];
  for (const { start, stop, level } of segments) {
    let place = -1;
    for (let index = start; index < stop; index++) {
      const thresholdPpm = THRESHOLD_GRID[index] as number;
      const here = placeAt(tally, thresholdPpm);
      if (here !== place) found.push({ thresholdPpm, level });
      place = here;
    }
  }
  return { tested, found };
}

function isBinary(tally: Tally): boolean {
  return tally.strata.every((stratum) => stratum.loss === 0 || stratum.loss === 1);
}

function firstLookP(tally: Tally, place: number, alpha: number): number {
  if (isBinary(tally)) return binomialTail({ ...binaryCounts(tally, place), alpha }).p;
  let [n, lossSum] = [0, 0];
  tally.strata.forEach((stratum, index) => {
    const count = (tally.counts[index] as Float64Array)[place] as number;
    n += count;
    lossSum += count * stratum.loss;
  });
  return hoeffdingBentkus({ lossSum, n, alpha, binary: false });
}
