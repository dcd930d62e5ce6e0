import type { CertificateMethod, Target } from '../contracts/certificate.ts';
import { type Evidence, START_DECISIONS } from '../contracts/evidence.ts';
import type { SliceEvidence, SliceFinding, SliceName } from '../contracts/slice.ts';
import { type Certification, type CertifiedThreshold, certify, searchGrid, upperBound } from './certify.ts';
import { curvePoint } from './curve.ts';
import { type EProcess, eProcess } from './e-process.ts';
import { type FirstLook, firstLookAt } from './first-look.ts';
import { neededAt } from './next-step.ts';
import { startPlaces } from './starts.ts';
import { gridPlaces, placeAt, type Tally, tallyOf } from './tally.ts';
import { verdictsNeeded } from './verdicts-needed.ts';

/** The slices of a domain, and the limit that each of them must stay below. */
export interface Slices {
  readonly risk: number;
  readonly slices: readonly SliceEvidence[];
  /** Part of delta that this search has; 1 where nothing is said. */
  readonly part?: number;
  /** Slices that the evidence takes for decisions that are never the AI's to take. */
  readonly excluded?: readonly SliceName[];
}

/** A search whose certified thresholds hold for the domain and for each of its slices. */
export interface SlicedCertification extends Certification {
  /** What the domain as a whole would have been certified for, lowest first: no claim, only to say what slices cost. */
  readonly alone: readonly CertifiedThreshold[];
  /** Every slice at a threshold, tested at `level`. */
  readonly findingsAt: (thresholdPpm: number, level: number) => SliceFinding[];
}

interface TestedSlice extends SliceEvidence {
  readonly tally: Tally;
  readonly process: EProcess;
  readonly look: FirstLook | null;
  /** Its hypotheses stand, and it is known how its decisions were chosen for review. */
  readonly isTestable: boolean;
}

/**
 * Searches the thresholds at which the risk of the domain is below its limit and that of every slice below the
 * slices' limit. All that is ever certified holds, domain and slices together, with probability at least 1 - delta:
 *
 * 1. The hypothesis of a threshold is "the domain or some slice is at or above its limit there". Where it is true, one
 *    certain part of it is true, which one no verdict decides, and to reject it every part must be rejected, that one
 *    too. So the largest p-value of the parts is a p-value for it, without a correction for their number
 *    (intersection-union test; Berger, 1982), and at all times at once, since the part's own is.
 * 2. With these p-values the walk over the grid is the same as that of the domain alone: its chance of any false claim
 *    is at most delta, whatever the dependence (`certify`).
 *
 * Slices that would still move with every decision are other hypotheses each night: hence nothing is certified before
 * the first decisions, without their verdicts, have named them.
 *
 * @throws RangeError on evidence whose selection is unknown, or another guarantee than selective-risk
 */
export function certifySliced(
  evidence: Evidence,
  target: Target,
  firstLook: boolean,
  { slices, risk }: Slices,
): SlicedCertification {
  if (target.guarantee !== 'selective-risk')
    throw new RangeError('slices require the guarantee selective-risk');
  const whole = certify(evidence, target, firstLook);
  const { tally, process, processDelta } = whole;
  const look = whole.firstLook ? firstLookAt(tally) : null;
  const stands = evidence.decisions >= START_DECISIONS;
  const tested = slices.map((slice) => testedSlice(slice, risk, stands, look !== null));
  const places = gridPlaces(tally);
  const starts = startPlaces(evidence.startConfidences);
  const search = (
    method: CertificateMethod,
    ownP: (place: number) => number,
    sliceP: (slice: TestedSlice, place: number) => number,
  ) =>
    searchGrid(places, starts, processDelta, method, (place) => {
      let p = ownP(place);
      for (const slice of tested) {
        const at = placeAt(slice.tally, tally.bands[place] as number);
        p = Math.max(p, slice.isTestable && at >= 0 ? sliceP(slice, at) : 1);
      }
      return p;
    });
  const nightly = search(
    process.method,
    (place) => pOf(process, place),
    (slice, place) => pOf(slice.process, place),
  );
  const once =
    look === null
      ? null
      : search(
          look.method,
          (place) => look.pValue(place, target.risk),
          (slice, place) => slice.look?.pValue(place, risk) ?? 1,
        );
  const findingsAt = (thresholdPpm: number, level: number): SliceFinding[] =>
    tested.map((slice) => findingAt(slice, thresholdPpm, level, risk));
  // As for the domain: a slice whose own error rate is at the limit gets no authority from an older, better record.
  const isBelow = ({ thresholdPpm }: CertifiedThreshold): boolean =>
    tested.every((slice) => (curvePoint(slice.tally, thresholdPpm).risk ?? 0) < risk);
  return {
    ...whole,
    alone: whole.certified,
    starts: nightly.starts,
    thresholdsTested: nightly.tested + (once?.tested ?? 0),
    certified: [...nightly.found, ...(once?.found ?? [])]
      .filter(isBelow)
      .sort((a, b) => a.thresholdPpm - b.thresholdPpm),
    logE: (thresholdPpm) =>
      Math.min(
        whole.logE(thresholdPpm),
        ...tested.map((slice) => slice.process.logE(placeAt(slice.tally, thresholdPpm))),
      ),
    findingsAt,
  };
}

function testedSlice(slice: SliceEvidence, risk: number, stands: boolean, firstLook: boolean): TestedSlice {
  const tally = tallyOf(slice.evidence);
  return {
    ...slice,
    tally,
    process: eProcess(tally, risk),
    look: firstLook && slice.evidence.selection === 'full' ? firstLookAt(tally) : null,
    isTestable: stands && slice.evidence.selection !== 'unknown',
  };
}

function pOf(process: EProcess, place: number): number {
  return Math.exp(Math.min(0, -process.logE(place)));
}

/** `failed` where there are verdicts enough for a slice without an error to pass, and more like them would not do. */
function findingAt(
  { column, value, tally, process, look, isTestable }: TestedSlice,
  thresholdPpm: number,
  level: number,
  limit: number,
): SliceFinding {
  const place = placeAt(tally, thresholdPpm);
  const { decisions, reviewed, errors, risk } = curvePoint(tally, thresholdPpm);
  const seen = { column, value, decisions, reviewed, errors, risk, limit };
  if (!isTestable) return { ...seen, need: null, riskUpper: 1, verdict: 'untested' };
  const isBelow = (risk ?? 0) < limit;
  const passes =
    place >= 0 && (pOf(process, place) <= level || (look !== null && look.pValue(place, limit) <= level));
  const riskUpper = upperBound(tally, process, look, thresholdPpm, level);
  if (passes && isBelow)
    return { ...seen, need: reviewed, riskUpper: Math.min(riskUpper, limit), verdict: 'passed' };
  const least = verdictsNeeded(0, limit, level);
  const { need } = neededAt({ tally, process }, thresholdPpm, limit, level);
  const isEnough = least !== null && reviewed >= least;
  if (isEnough) return { ...seen, need, riskUpper, verdict: need === null ? 'failed' : 'untested' };
  return { ...seen, need: need ?? least, riskUpper, verdict: 'untested' };
}
