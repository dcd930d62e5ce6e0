import type { Certificate } from '../contracts/certificate.ts';
import type { DomainRules } from '../contracts/configuration.ts';
import type { CurvePoint } from '../contracts/curve.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Reach, Recommendation, Refusal } from '../contracts/recommendation.ts';
import { calibrationSummary } from './calibration-summary.ts';
import { type Certification, type CertifiedThreshold, certify } from './certify.ts';
import { curvePoint } from './curve.ts';
import { binaryCounts } from './e-process.ts';
import { explainMiss } from './refusal.ts';
import { reasonsFor } from './sentences.ts';
import { placeAt, tallyOf } from './tally.ts';
import { verdictsNeeded } from './verdicts-needed.ts';

const DAY_MS = 86_400_000;

/** What a recommendation depends on besides the evidence. */
export interface RecommendOptions {
  readonly rules: DomainRules;
  readonly asOf: string;
  /** Nobody looked at this history before: half of delta may go to one exact look. */
  readonly firstLook: boolean;
  /** The newest model of the domain acts; an older one keeps its record, but gets no authority from it. */
  readonly isNewestModel: boolean;
}

/** A recommendation before its certificate has an identity; the caller hashes what it rests on. */
export type Draft = Omit<Recommendation, 'certificate'> & {
  readonly certificate: Omit<Certificate, 'id'> | null;
};

/**
 * What the evidence allows (`certified`) and what the promotion rules allow now (`proposed`), with no current
 * authority: the domain is in the loop for all. Pure and deterministic.
 */
export function recommend(evidence: Evidence, options: RecommendOptions): Draft {
  const { rules } = options;
  const target = { risk: rules.risk, delta: rules.delta, guarantee: 'selective-risk' } as const;
  const base = {
    domain: evidence.domain,
    model: evidence.model,
    current: { threshold: null, coverage: 0 },
    target,
    selection: evidence.selection,
    calibration: calibrationSummary(evidence),
  };
  if (evidence.selection === 'unknown') {
    return complete(
      evidence,
      options,
      { ...base, ...nothing(selectionUnknown(evidence), describe(evidence)) },
      null,
    );
  }
  const certification = certify(evidence, target, options.firstLook);
  const [lowest] = certification.certified;
  if (lowest === undefined) {
    const miss = explainMiss(certification, target);
    const draft = { ...base, ...nothing(miss.refusal, miss.point) };
    const certificate = certificateAt(
      certification,
      miss.refusal.best?.threshold ?? 1,
      certification.process.method,
      rules.delta,
    );
    return complete(evidence, options, { ...draft, certificate }, miss.point);
  }
  const certificate = certificateAt(
    certification,
    lowest.thresholdPpm / 1_000_000,
    lowest.method,
    lowest.level,
  );
  const ahead = nextPoint(certification, lowest);
  const stale = staleness(evidence, options);
  if (stale !== null) {
    const point = curvePoint(certification.tally, lowest.thresholdPpm);
    const refusal = { reason: stale, have: point.reviewed, need: null, best: null };
    return complete(evidence, options, { ...base, ...nothing(refusal, point), certificate }, ahead);
  }
  const step = certification.certified.find(
    (one) => curvePoint(certification.tally, one.thresholdPpm).coverage <= rules.maxStep,
  );
  const point = curvePoint(certification.tally, (step ?? lowest).thresholdPpm);
  const draft: Unfinished = {
    ...base,
    action: step === undefined ? 'hold' : 'widen',
    level: step === undefined ? 'in-the-loop' : 'on-the-loop',
    proposed: step === undefined ? null : reachAt(certification, step.thresholdPpm),
    certified: reachAt(certification, lowest.thresholdPpm),
    certificate,
    limitedBy: step?.thresholdPpm === lowest.thresholdPpm ? [] : ['step'],
    refusal: null,
    pending: point.pending,
    naive: { risk: point.naiveRisk },
  };
  return complete(evidence, options, draft, ahead);
}

type Unfinished = Omit<Draft, 'effect' | 'next' | 'reasons'>;

function complete(
  evidence: Evidence,
  options: RecommendOptions,
  draft: Unfinished,
  ahead: CurvePoint | null,
): Draft {
  const days = Math.max(
    1,
    (Date.parse(evidence.lastDecidedAt) - Date.parse(evidence.firstDecidedAt)) / DAY_MS,
  );
  const next = nextStep(draft, ahead, days, options.rules);
  const effect = effectOf(draft.proposed, evidence.decisions / days, options.rules);
  const whole = { ...draft, effect, next };
  return { ...whole, reasons: reasonsFor(whole, evidence, options) };
}

/** Reviewed verdicts at the threshold that comes next, how many it needs, and in how many days it has them. */
function nextStep(
  draft: Unfinished,
  ahead: CurvePoint | null,
  days: number,
  rules: DomainRules,
): Recommendation['next'] {
  if (ahead === null) return { have: draft.refusal?.have ?? 0, need: null, days: null };
  const { refusal } = draft;
  const need =
    refusal === null
      ? verdictsNeeded(ahead.risk ?? 1, rules.risk, draft.certificate?.level ?? rules.delta)
      : refusal.need;
  const perDay = ahead.reviewed / days;
  const left = need === null ? null : Math.max(0, need - ahead.reviewed);
  return {
    have: ahead.reviewed,
    need: need === null ? null : Math.max(need, ahead.reviewed + (refusal === null ? 1 : 0)),
    days: left === null || perDay === 0 ? null : Math.ceil(left / perDay),
  };
}

function effectOf(
  proposed: Reach | null,
  decisionsPerDay: number,
  rules: DomainRules,
): Recommendation['effect'] {
  if (proposed === null) return { reviewsSavedPerDay: 0, expectedErrorsPerDay: 0, netValuePerDay: 0 };
  const alone = proposed.coverage * decisionsPerDay;
  const reviewsSavedPerDay = alone * (1 - rules.minAuditRate);
  const expectedErrorsPerDay = alone * proposed.risk;
  return {
    reviewsSavedPerDay,
    expectedErrorsPerDay,
    netValuePerDay: reviewsSavedPerDay * rules.reviewCost - expectedErrorsPerDay * rules.errorCost,
  };
}

/** The first threshold below the certified one: what more verdicts would open. */
function nextPoint(certification: Certification, lowest: CertifiedThreshold): CurvePoint | null {
  const place = placeAt(certification.tally, lowest.thresholdPpm);
  const band = certification.tally.bands[place + 1];
  return band === undefined ? null : curvePoint(certification.tally, band);
}

function reachAt(certification: Certification, thresholdPpm: number): Reach {
  const point = curvePoint(certification.tally, thresholdPpm);
  return {
    threshold: point.threshold,
    coverage: point.coverage,
    risk: point.risk ?? 0,
    riskUpper: certification.riskUpper(thresholdPpm),
  };
}

function certificateAt(
  certification: Certification,
  threshold: number,
  method: Certificate['method'],
  level: number,
): Omit<Certificate, 'id'> {
  const thresholdPpm = Math.round(threshold * 1_000_000);
  const place = placeAt(certification.tally, thresholdPpm);
  const point = curvePoint(certification.tally, thresholdPpm);
  const logE = place < 0 ? 0 : certification.process.logE(place);
  const eValue = Math.exp(logE);
  return {
    method,
    threshold,
    eValue: Number.isFinite(eValue) ? eValue : null,
    logE: Math.max(logE, -Number.MAX_VALUE),
    level,
    errors: binaryCounts(certification.tally, place).errors - point.pending,
    reviewed: point.reviewed,
    decisions: point.decisions,
    pending: point.pending,
    thresholdsTested: certification.thresholdsTested,
    starts: certification.startsPpm.map((start) => start / 1_000_000),
  };
}

function staleness(evidence: Evidence, options: RecommendOptions): 'stale_model' | 'stale_data' | null {
  if (!options.isNewestModel) return 'stale_model';
  const age = Date.parse(options.asOf) - Date.parse(evidence.lastDecidedAt);
  return age > options.rules.expiresAfter ? 'stale_data' : null;
}

function nothing(refusal: Refusal, point: CurvePoint) {
  return {
    action: 'none' as const,
    level: 'in-the-loop' as const,
    proposed: null,
    certified: null,
    certificate: null,
    limitedBy: [] as Recommendation['limitedBy'],
    refusal,
    pending: point.pending,
    naive: { risk: point.naiveRisk },
  };
}

function selectionUnknown(evidence: Evidence): Refusal {
  return { reason: 'selection_unknown', have: describe(evidence).reviewed, need: null, best: null };
}

/** Everything eligible, as it was found: descriptive figures. */
function describe(evidence: Evidence): CurvePoint {
  return curvePoint(tallyOf(evidence), 0);
}
