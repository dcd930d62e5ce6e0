import type { CertificateMethod, Target } from '../contracts/certificate.ts';
import { type Evidence, type EvidenceCell, START_DECISIONS } from '../contracts/evidence.ts';
import type { Refusal } from '../contracts/recommendation.ts';
import { curvePoint } from './curve.ts';
import { type EProcess, eProcess } from './e-process.ts';
import { type FirstLook, firstLookAt } from './first-look.ts';
import { startPlaces } from './starts.ts';
import { type Tally, tallyOf } from './tally.ts';
import { THRESHOLD_GRID } from './threshold-grid.ts';

const DECILES = Array.from({ length: 10 }, (_, index) => (index + 1) / 10);

/** Decisions with `fromPpm <= confidence < belowPpm`, and their evidence alone. */
export interface ConfidenceBand {
  readonly fromPpm: number;
  /** null: up to the highest. */
  readonly belowPpm: number | null;
  readonly cells: readonly EvidenceCell[];
}

/** A band that the search reached: all that passed, and the first that did not. */
export interface TestedBand extends Omit<ConfidenceBand, 'cells'> {
  /** Of the band alone, but for the total, which is that of the domain. */
  readonly tally: Tally;
  readonly process: EProcess;
  /** It and all bands above it meet the limit, each by itself. */
  readonly passed: boolean;
}

/**
 * Ten bands, the highest first, cut at the deciles of the first decisions' confidences, their edges on the grid.
 * Fewer where deciles coincide. Below the lowest of those confidences there is no band, and so no authority.
 */
export function confidenceBands({ cells, startConfidences }: Evidence): ConfidenceBand[] {
  const edges = [...new Set(startPlaces(startConfidences, DECILES))].map(
    (place) => THRESHOLD_GRID[place] as number,
  );
  return edges.map((fromPpm, index) => {
    const belowPpm = edges[index - 1] ?? null;
    const own = cells.filter(({ band }) => band >= fromPpm && (belowPpm === null || band < belowPpm));
    return { fromPpm, belowPpm, cells: withOwnRates(own) };
  });
}

/**
 * A bet on a band is bounded by the smallest rate that the policy gave to any decision within the band (METHODS 4.3):
 * rare audits above it do not slow it down. Policies that share a smallest rate are told apart by nothing and share it.
 */
function withOwnRates(cells: readonly EvidenceCell[]): EvidenceCell[] {
  const smallest = new Map<number | null, number>();
  for (const { eligible, inclusion, smallestInclusion } of cells) {
    if (eligible && inclusion !== null)
      smallest.set(smallestInclusion, Math.min(inclusion, smallest.get(smallestInclusion) ?? 1));
  }
  return cells.map((cell) => ({
    ...cell,
    smallestInclusion: smallest.get(cell.smallestInclusion) ?? cell.smallestInclusion,
  }));
}

interface BandClaim {
  readonly thresholdPpm: number;
  readonly method: CertificateMethod;
  readonly level: number;
}

/** What a search of the bands found; see `Certification`. */
export interface BandSearch {
  readonly bands: readonly TestedBand[];
  readonly certified: readonly BandClaim[];
  readonly starts: readonly { thresholdPpm: number; level: number }[];
  readonly thresholdsTested: number;
  readonly logE: (thresholdPpm: number) => number;
}

/**
 * Tests the bands one by one, each on its own verdicts and with all of delta, from the highest down, and stops at the
 * first that does not show a risk below the limit. The lower edge of each band that passed is a certified threshold.
 *
 * Wrong with probability at most delta over all bands and nights: a false claim needs the first band of the order whose
 * risk is at or above the limit to have passed, and which band that is no verdict decides (fixed-sequence test; Maurer,
 * Hothorn & Lehmacher, 1995; Westfall & Krishen, 2001). Its e-value ever reaches 1 / delta with probability at most
 * delta (Ville, 1939), so what any night claimed stays claimed. Bands whose edges still move with every decision would
 * be other hypotheses each night: hence none is tested before the edges stand.
 *
 * @param delta for the e-processes; a first look has as much again
 */
export function searchBands(
  evidence: Evidence,
  target: Target,
  whole: { readonly tally: Tally; readonly delta: number; readonly firstLook: boolean },
): BandSearch {
  const { delta, firstLook } = whole;
  const areFixed = evidence.decisions >= START_DECISIONS;
  let method: CertificateMethod = 'beta-mixture-e-process';
  const certified: BandClaim[] = [];
  const passes = (
    { tally, process }: Pick<TestedBand, 'tally' | 'process'>,
    look: FirstLook | null,
  ): boolean => {
    const place = tally.bands.length - 1;
    const byProcess = Math.exp(-process.logE(place)) <= delta;
    const byLook = look !== null && place >= 0 && look.pValue(place, target.risk) <= delta;
    // A claim on a threshold rests on all bands above it, and is named for the most particular of their tests.
    if (look !== null && !byProcess) method = look.method;
    else if (method === 'beta-mixture-e-process') method = process.method;
    // As in any search: a band whose own error rate is at the limit gets no authority from an older, better record.
    return (byProcess || byLook) && (curvePoint(tally, 0).risk ?? 0) < target.risk;
  };
  const bands: TestedBand[] = [];
  for (const { fromPpm, belowPpm, cells } of confidenceBands(evidence)) {
    const tally = { ...tallyOf({ ...evidence, cells: [...cells] }), total: whole.tally.total };
    const process = eProcess(tally, target.risk);
    const passed = areFixed && passes({ tally, process }, firstLook ? firstLookAt(tally) : null);
    bands.push({ fromPpm, belowPpm, tally, process, passed });
    if (!passed) break;
    certified.unshift({ thresholdPpm: fromPpm, method, level: delta });
  }
  const [first] = bands;
  return {
    bands,
    certified,
    starts: first === undefined ? [] : [{ thresholdPpm: first.fromPpm, level: delta }],
    thresholdsTested: areFixed ? bands.length : 0,
    logE: (thresholdPpm) => weakest(bands, thresholdPpm),
  };
}

/** A claim is as strong as its weakest band. */
function weakest(bands: readonly TestedBand[], thresholdPpm: number): number {
  const above = bands.filter(({ fromPpm }) => fromPpm >= thresholdPpm);
  return above.length === 0
    ? 0
    : Math.min(...above.map(({ process, tally }) => process.logE(tally.bands.length - 1)));
}

/** The verdicts that it takes until the edges stand, where the first band would need fewer. */
export function untilEdgesStand(refusal: Refusal, { decisions }: Evidence): Refusal {
  if (decisions >= START_DECISIONS || refusal.need === null) return refusal;
  const then = Math.ceil((refusal.have * START_DECISIONS) / decisions);
  return { ...refusal, need: Math.max(refusal.need, then) };
}
