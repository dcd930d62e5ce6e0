import type { CertificateMethod, Target } from '../contracts/certificate.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { type BettingGrid, fallbackWalk } from '../statistics/index.ts';
import { curvePoint, riskAt } from './curve.ts';
import { type EProcess, eProcess } from './e-process.ts';
import { type FirstLook, firstLookAt } from './first-look.ts';
import { searchBands, type TestedBand } from './marginal.ts';
import { startingGrid } from './sibling-prior.ts';
import { START_WEIGHTS, startPlaces } from './starts.ts';
import { firstFrom, gridPlaces, placeAt, type Tally, tallyOf } from './tally.ts';
import { THRESHOLD_GRID } from './threshold-grid.ts';

/** One threshold that the evidence allows. */
export interface CertifiedThreshold {
  readonly thresholdPpm: number;
  readonly method: CertificateMethod;
  /** Share of delta at which it passed. */
  readonly level: number;
}

/** Where a threshold search begins, and the share of delta that its first test has. */
export interface SearchStart {
  readonly thresholdPpm: number;
  readonly level: number;
}

/** Everything that a threshold search found. */
export interface Certification {
  readonly tally: Tally;
  readonly process: EProcess;
  /** What the bets weighed before the first verdict. */
  readonly grid: BettingGrid;
  /** Share of delta that the e-process has: all of it, or half after a first look. */
  readonly processDelta: number;
  readonly firstLook: boolean;
  /** Certified thresholds, lowest first, one for each distinct amount of evidence. */
  readonly certified: readonly CertifiedThreshold[];
  /** Under the guarantee `marginal` the bands that the search reached, highest first; else null. */
  readonly bands: readonly TestedBand[] | null;
  /** Logarithm of the e-value that a claim on a threshold rests on; of its weakest band where there are bands. */
  readonly logE: (thresholdPpm: number) => number;
  /** The frozen starts, highest first; those that coincide are one, with the sum of their shares. */
  readonly starts: readonly SearchStart[];
  readonly thresholdsTested: number;
  /**
   * Upper bound on the risk at a threshold, missed with probability at most `level` (where none is given, delta);
   * not corrected for choosing among thresholds. Never below the estimate that stands beside it.
   */
  readonly riskUpper: (thresholdPpm: number, level?: number) => number;
}

/**
 * Searches the thresholds whose risk is below the limit, with probability at least 1 - delta for all of them
 * together and at all times: e-processes along the fallback procedure from three frozen starts. With
 * `firstLook` half of delta goes to one exact look instead, which is sharper on a backlog but may be had once.
 *
 * Under `marginal` confidence bands are searched instead, see `searchBands`. Under `cost` the losses of the evidence
 * are shares of the cap, and so is the limit.
 *
 * @throws RangeError on evidence whose selection is unknown: nothing can be certified there
 * @see METHODS: Ville (1939), Wiens (2003), Waudby-Smith & Ramdas (2024)
 */
export function certify(evidence: Evidence, target: Target, firstLook: boolean): Certification {
  if (evidence.selection === 'unknown')
    throw new RangeError('certify requires evidence whose selection is known');
  const tally = tallyOf(evidence);
  // What money is lost may lie anywhere between nothing and the cap, whatever has been seen of it.
  const graded = target.guarantee === 'cost';
  const grid = startingGrid(evidence, target);
  const process = eProcess(tally, target.risk, graded, grid);
  const look = firstLook && evidence.selection === 'full' ? firstLookAt(tally, graded) : null;
  // The first look has the one half of delta, the e-process the other.
  const processDelta = look === null ? target.delta : target.delta / 2;
  const whole = { tally, delta: processDelta, firstLook: look !== null };
  return {
    tally,
    process,
    grid,
    processDelta,
    firstLook: look !== null,
    ...(target.guarantee === 'marginal'
      ? searchBands(evidence, target, whole)
      : searchThresholds(evidence, target, { tally, process, look, delta: processDelta })),
    riskUpper: (thresholdPpm, level = processDelta) => upperBound(tally, process, look, thresholdPpm, level),
  };
}

/**
 * Certified thresholds whose own record is below the limit, lowest first. Where audit rates fell, new decisions count
 * for more in the estimate than in the certificate. If they are worse than the old ones, so that the record's own error
 * rate is at the limit, the certificate gives no authority.
 */
export function standing(
  { certified, tally }: Pick<Certification, 'certified' | 'tally'>,
  risk: number,
): CertifiedThreshold[] {
  return certified.filter((one) => stands(tally, one, risk));
}

/** Whether any is left of these, without a look at each. */
export function anyStands(
  { certified, tally }: Pick<Certification, 'certified' | 'tally'>,
  risk: number,
): boolean {
  return certified.some((one) => stands(tally, one, risk));
}

function stands(tally: Tally, { thresholdPpm }: CertifiedThreshold, risk: number): boolean {
  return (riskAt(tally, placeAt(tally, thresholdPpm)) ?? 0) < risk;
}

/** Upper bound on the risk at a threshold by the sharper of the tests, never below the estimate. */
export function upperBound(
  tally: Tally,
  process: EProcess,
  look: FirstLook | null,
  thresholdPpm: number,
  level: number,
): number {
  const place = placeAt(tally, thresholdPpm);
  const bound = process.upperBound(place, level);
  const sharper = look === null || place < 0 ? bound : Math.min(bound, look.upperBound(place, level));
  return Math.max(sharper, curvePoint(tally, thresholdPpm).risk ?? 0);
}

/** What was found where a search of bands began, in that band's own terms; any other search as it is. */
export function inFirstBand(certification: Certification): Certification {
  const first = certification.bands?.[0];
  if (first === undefined) return certification;
  const { tally, process } = first;
  const look = certification.firstLook ? firstLookAt(tally) : null;
  const { processDelta } = certification;
  return {
    ...certification,
    tally,
    process,
    riskUpper: (ppm, level = processDelta) => upperBound(tally, process, look, ppm, level),
  };
}

function searchThresholds(
  evidence: Evidence,
  target: Target,
  whole: { tally: Tally; process: EProcess; look: FirstLook | null; delta: number },
): Pick<Certification, 'bands' | 'logE' | 'certified' | 'starts' | 'thresholdsTested'> {
  const { tally, process, look, delta } = whole;
  const starts = startPlaces(evidence.startConfidences);
  const places = gridPlaces(tally);
  // No test of the walk is at less than the smallest share of delta.
  const enough = -Math.log(delta * Math.min(...START_WEIGHTS));
  const nightly = searchGrid(
    places,
    starts,
    delta,
    process.method,
    (place) => Math.exp(Math.min(0, -process.logE(place))),
    process.sureUntil(enough),
  );
  const once =
    look === null
      ? null
      : searchGrid(places, starts, delta, look.method, (place) => look.pValue(place, target.risk));
  return {
    bands: null,
    logE: (thresholdPpm) => process.logE(placeAt(tally, thresholdPpm)),
    certified:
      once === null
        ? nightly.found.reverse()
        : [...nightly.found, ...once.found].sort((a, b) => a.thresholdPpm - b.thresholdPpm),
    starts: nightly.starts,
    thresholdsTested: nightly.tested + (once?.tested ?? 0),
  };
}

/**
 * Walks the grid. Thresholds between two observed confidences share their evidence: it is weighed once, and of
 * such a run only the highest, most cautious threshold is kept.
 *
 * @param sureUntil from a place on, the first whose p-value may be above the smallest share of delta
 */
export function searchGrid(
  places: Int32Array,
  starts: readonly number[],
  delta: number,
  method: CertificateMethod,
  pValue: (place: number) => number,
  sureUntil: (place: number) => number = (place) => place,
): { tested: number; starts: SearchStart[]; found: CertifiedThreshold[] } {
  let [lastPlace, lastP] = [Number.NaN, 1];
  const pAt = (index: number): number => {
    const place = places[index] as number;
    if (place !== lastPlace) [lastPlace, lastP] = [place, place < 0 ? 1 : pValue(place)];
    return lastP;
  };
  const skip = (index: number): number => firstFrom(places, index, sureUntil(places[index] as number));
  const { segments, tested } = fallbackWalk({
    count: THRESHOLD_GRID.length,
    skip,
    starts,
    weights: START_WEIGHTS.slice(0, starts.length),
    delta,
    pValue: pAt,
  });
  const found: CertifiedThreshold[] = [];
  for (const { start, stop, level } of segments)
    for (let index = start; index < stop; index = firstFrom(places, index, (places[index] as number) + 1))
      found.push({ thresholdPpm: THRESHOLD_GRID[index] as number, method, level });
  // Where starts coincide, only the last of them begins a segment that is not empty.
  const begun = segments.filter(({ start }, i) => start !== segments[i + 1]?.start);
  return {
    tested,
    starts: begun.map(({ start, level }) => ({ thresholdPpm: THRESHOLD_GRID[start] as number, level })),
    found,
  };
}
