import type { Certificate, Target } from '../contracts/certificate.ts';
import type { ConfidenceShift } from '../contracts/confidence-shift.ts';
import type { DomainRules } from '../contracts/configuration.ts';
import type { CurvePoint } from '../contracts/curve.ts';
import type { Drift } from '../contracts/drift.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Held } from '../contracts/held.ts';
import { ppmOf } from '../contracts/ppm.ts';
import type { Reach, Recommendation } from '../contracts/recommendation.ts';
import type { ArmVoices } from '../contracts/review-signals.ts';
import { swayedRefusal } from './anchoring.ts';
import { calibrationSummary } from './calibration-summary.ts';
import { type Certification, certify, inFirstBand, standing } from './certify.ts';
import { curvePoint } from './curve.ts';
import { effectOf } from './effect-of.ts';
import { moveFrom, speaksFor } from './held.ts';
import { untilEdgesStand } from './marginal.ts';
import type { FreshStart } from './narrow.ts';
import { type Ahead, aheadOf, nextStep } from './next-step.ts';
import { nothing, refusalOf } from './nothing.ts';
import { observedDays } from './observed-days.ts';
import { statedPrior } from './prior-sentence.ts';
import { awaitedMap, statedScale } from './recalibrated-scale.ts';
import { explainMiss } from './refusal.ts';
import { reasonsFor } from './sentences.ts';
import { blockOf, slicesAt } from './slice-block.ts';
import { certifySliced, type Slices } from './slice-search.ts';
import { stepIn } from './step-in.ts';
import { tallyOf } from './tally.ts';
import { targetOf } from './target.ts';
import { withheld } from './withheld.ts';

/** What a recommendation depends on besides the evidence. */
export interface RecommendOptions {
  readonly rules: DomainRules;
  readonly asOf: string;
  /** Nobody looked at this history before: half of delta may go to one exact look. */
  readonly firstLook: boolean;
  /** The newest model of the domain acts; an older one keeps its record, but gets no authority from it. */
  readonly isNewestModel: boolean;
  /** The risk at the certified threshold rose in the course of the record; null where it did not, or nobody looked. */
  readonly drift: Drift | null;
  /** The confidences have shifted in the course of the record; absent where they did not, or nobody looked. */
  readonly confidenceShift?: ConfidenceShift;
  /** The evidence is that up to this amount, and has this part of delta; where it is absent, all of it. */
  readonly amount?: { readonly maxAmount: number; readonly delta: number };
  /** Part of delta that this search has; 1 where nothing is said. */
  readonly part?: number;
  /** The evidence is that since an alarm; nothing below the threshold that the whole record would allow is certified. */
  readonly fresh?: FreshRecord & { readonly lowestPpm: number };
  /** What this model may do here now; absent where it may nothing. */
  readonly held?: Held;
  /** A certified threshold to propose, in ppm, instead of the lowest that one step reaches. */
  readonly proposeAtPpm?: number;
  /** The domain never graduates, whatever its record says. */
  readonly isFloor?: boolean;
  /** Slices that must each stay below their own limit; absent where none are configured. */
  readonly slices?: Slices;
  /** Blind verdicts and those in sight of the answer, where nothing is certified if they part; else absent. */
  readonly reviewArms?: readonly ArmVoices[];
}

/** What is left of a record after an alarm: the evidence is that since then. */
export interface FreshRecord extends FreshStart {
  readonly drift: Drift;
}

/** A recommendation before its certificate has an identity; the caller hashes what it rests on. */
export type Draft = Omit<Recommendation, 'certificate'> & {
  readonly certificate: Omit<Certificate, 'id'> | null;
};

/**
 * What the evidence allows (`certified`) and what the promotion rules allow now (`proposed`), given what the AI has: nothing,
 * unless `held` says more. Pure and deterministic.
 */
export function recommend(evidence: Evidence, options: RecommendOptions): Draft {
  const { rules } = options;
  const target = targetOf(rules);
  const base = {
    domain: evidence.domain,
    model: evidence.model,
    current: currentOf(evidence, options.held),
    target,
    selection: evidence.selection,
    calibration: calibrationSummary(evidence),
    confidenceShift: options.confidenceShift ?? null,
    slices: [] as Recommendation['slices'],
    ...(options.slices?.excluded && { excluded: [...options.slices.excluded] }),
    ...(options.fresh && { evidenceFrom: options.fresh.from }),
  };
  if (options.isFloor === true) {
    const point = curvePoint(tallyOf(evidence), 0);
    const refusal = refusalOf('floor', point);
    return complete(evidence, options, { ...base, ...nothing(refusal, point, options) }, refusal);
  }
  const awaited = awaitedMap(evidence);
  if (evidence.selection === 'unknown' || awaited !== null) {
    // Everything eligible, as it was found: descriptive figures.
    const point = curvePoint(tallyOf(evidence), 0);
    const isUnknown = evidence.selection === 'unknown';
    const refusal = (isUnknown ? null : awaited) ?? refusalOf('selection_unknown', point);
    return complete(evidence, options, { ...base, ...nothing(refusal, point, options) }, refusal);
  }
  const delta = options.amount?.delta ?? target.delta * (options.slices?.part ?? options.part ?? 1);
  const tested = { ...target, delta };
  const limit = options.amount === undefined ? {} : { maxAmount: options.amount.maxAmount };
  const sliced =
    options.slices === undefined ? null : certifySliced(evidence, tested, options.firstLook, options.slices);
  const certification = sliced ?? certify(evidence, tested, options.firstLook);
  const { tally } = certification;
  const lowestPpm = options.fresh?.lowestPpm ?? 0;
  const certified = standing(certification, target.risk).filter((one) => one.thresholdPpm >= lowestPpm);
  const [lowest] = certified;
  const block = sliced === null || lowest !== undefined ? null : blockOf(sliced, tested);
  if (block !== null) {
    const point = curvePoint(tally, block.thresholdPpm);
    const refusal = withheld(evidence, options, point) ?? block.refusal;
    const certificate = certificateAt(certification, point, certification.process.method, block.level);
    const slices = [...block.findings];
    return complete(
      evidence,
      options,
      { ...base, ...nothing(refusal, point, options), certificate, slices },
      refusal,
    );
  }
  if (lowest === undefined) {
    const { point, level, refusal: miss } = explainMiss(inFirstBand(certification), tested);
    const short = certification.bands === null ? miss : untilEdgesStand(miss, evidence);
    const refusal = swayedRefusal(options.reviewArms) ?? short;
    const method = certification.process.method;
    const certificate = { ...certificateAt(certification, point, method, level), ...limit };
    return complete(
      evidence,
      options,
      { ...base, ...nothing(refusal, point, options, certification), certificate },
      refusal,
    );
  }
  const widest = curvePoint(tally, lowest.thresholdPpm);
  const certificate = { ...certificateAt(certification, widest, lowest.method, lowest.level), ...limit };
  const refusal = withheld(evidence, options, widest);
  if (refusal !== null) {
    return complete(
      evidence,
      options,
      { ...base, ...nothing(refusal, widest, options), certificate },
      refusal,
    );
  }
  const step = stepIn(certified, options, (ppm) => curvePoint(tally, ppm).coverage - base.current.coverage);
  const move = moveFrom(
    options.held ?? null,
    lowest.thresholdPpm,
    step?.thresholdPpm ?? null,
    options.asOf,
    speaksFor(options.held, certification),
  );
  const proposedPpm = move.thresholdPpm ?? (options.proposeAtPpm === undefined ? null : step?.thresholdPpm);
  const point = proposedPpm == null ? widest : curvePoint(tally, proposedPpm);
  const draft: Unfinished = {
    ...base,
    action: move.action,
    level: move.level,
    proposed: move.thresholdPpm === null ? null : { ...reachAt(certification, point, target), ...limit },
    certified: { ...reachAt(certification, widest, target), ...limit },
    certificate,
    limitedBy: move.limitedBy,
    refusal: null,
    pending: point.pending,
    naive: { risk: point.naiveRisk },
  };
  if (sliced === null) return complete(evidence, options, draft, aheadOf(certification, lowest, target.risk));
  const { ahead, ...stand } = slicesAt(sliced, lowest, target.risk);
  return complete(evidence, options, { ...draft, slices: stand.slices }, ahead, stand.stoppedBy);
}

type Unfinished = Omit<Draft, 'effect' | 'next' | 'reasons'>;

function complete(
  evidence: Evidence,
  options: RecommendOptions,
  draft: Unfinished,
  ahead: Ahead,
  stoppedBy: Draft['slices'] = [],
): Draft {
  const days = observedDays(evidence);
  const effect = effectOf(draft, evidence, evidence.decisions / days, options.rules);
  const certificate = draft.certificate && {
    ...draft.certificate,
    ...statedPrior(evidence, draft.target),
  };
  const scale = statedScale(evidence, draft);
  const whole = { ...draft, ...scale, certificate, effect, next: nextStep(ahead, days) };
  return { ...whole, reasons: reasonsFor(whole, evidence, { ...options, stoppedBy }) };
}

/** Bisection may leave a bound in its last digit above the limit that its threshold passed. */
function reachAt(certification: Certification, point: CurvePoint, target: Target): Reach {
  const { threshold, coverage, risk } = point;
  const riskUpper = Math.min(certification.riskUpper(ppmOf(threshold)), target.risk);
  return { threshold, coverage, risk: risk ?? 0, riskUpper };
}

function certificateAt(
  certification: Certification,
  point: CurvePoint,
  method: Certificate['method'],
  level: number,
): Omit<Certificate, 'id'> {
  const { starts, thresholdsTested } = certification;
  const logE = certification.logE(ppmOf(point.threshold));
  const eValue = Math.exp(logE);
  const { threshold, errors, reviewed, decisions, pending } = point;
  return {
    method,
    threshold,
    eValue: Number.isFinite(eValue) ? eValue : null,
    logE: Math.max(logE, -Number.MAX_VALUE),
    level,
    errors,
    reviewed,
    decisions,
    pending,
    thresholdsTested,
    starts: starts.map((start) => start.thresholdPpm / 1_000_000),
  };
}

function currentOf(evidence: Evidence, held: Held | undefined): Recommendation['current'] {
  if (held === undefined) return { threshold: null, coverage: 0 };
  const { threshold, coverage } = curvePoint(tallyOf(evidence), held.thresholdPpm);
  return { threshold, coverage };
}
