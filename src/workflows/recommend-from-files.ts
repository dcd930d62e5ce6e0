import { type Configuration, type DomainRules, rulesFor, sliceRiskOf } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Mapping } from '../contracts/mapping.ts';
import type { RecommendationReport } from '../contracts/recommendation.ts';
import { certificateId } from '../governance/certificate-id.ts';
import { confidenceNights } from '../store/confidence-nights.ts';
import { Database } from '../store/database.ts';
import { type History, readHistory } from '../store/history.ts';
import { type QuarantinedRule, writeQuarantine } from '../store/quarantine.ts';
import { sliceEvidence } from '../store/slice-cells.ts';
import { findShift } from '../tuning/find-shift.ts';
import { newestModels } from '../tuning/newest-models.ts';
import { portfolioPromise } from '../tuning/portfolio.ts';
import { type RecommendOptions, recommend } from '../tuning/recommend.ts';
import { type AmountDraft, recommendAmounts } from '../tuning/recommend-amounts.ts';
import type { Slices } from '../tuning/slice-search.ts';
import { eachInTurn } from './each-in-turn.ts';
import { findDrifts, type WatchedThreshold } from './find-drifts.ts';

/** What a one-shot recommendation is asked. */
export interface RecommendRequest {
  /** Files, folders, globs, `-` for standard input. */
  readonly files: readonly string[];
  readonly mapping: Mapping;
  readonly configuration: Configuration;
  /** ISO time; null means the newest time in the input. */
  readonly asOf: string | null;
  readonly firstLook: boolean;
  /** Where to write the refused rows; null means nowhere. */
  readonly quarantineFile: string | null;
}

export interface RecommendAnswer {
  readonly report: RecommendationReport;
  readonly quarantined: readonly QuarantinedRule[];
}

/**
 * Reads a history of files and recommends, per (domain, model), the lowest confidence at which the AI may act
 * alone. Deterministic to the byte for the same input, `asOf` and configuration.
 *
 * @throws Problem input-refused: a file cannot be read, or nothing in it is a row
 */
export async function recommendFromFiles(request: RecommendRequest): Promise<RecommendAnswer> {
  const db = await Database.open();
  try {
    const history = await readHistory(
      db,
      request.files,
      request.mapping,
      request.configuration,
      request.asOf,
    );
    if (request.quarantineFile !== null) await writeQuarantine(db, request.quarantineFile);
    const acting = newestModels(history.evidence);
    const newest = new Set(acting);
    const { configuration, firstLook } = request;
    const found = await sliceEvidence(db, history, request.mapping, configuration);
    const slicesOf = (evidence: Evidence): Slices | undefined => {
      const slices = found.get(evidence);
      return slices && { slices, risk: sliceRiskOf(rulesFor(configuration, evidence.domain)) };
    };
    const portfolio = portfolioPromise(
      configuration.family,
      acting,
      (domain) => rulesFor(configuration, domain),
      firstLook,
      (evidence) => history.amountSteps.get(evidence) ?? [],
      slicesOf,
    );
    const ask = (evidence: Evidence, changes: Changes): AmountDraft => {
      const slices = slicesOf(evidence);
      const options = {
        rules: sharedRules(rulesFor(configuration, evidence.domain), portfolio.share),
        asOf: history.asOf,
        firstLook,
        isNewestModel: newest.has(evidence),
        ...changes,
        ...(slices && { slices }),
      };
      const steps = history.amountSteps.get(evidence);
      return steps === undefined
        ? { draft: recommend(evidence, options), evidence }
        : recommendAmounts(steps, options);
    };
    // DuckDB counts confidences while this thread searches thresholds.
    const [confidences, drafts] = await Promise.all([
      confidenceNights(db, history.understood, acting),
      eachInTurn(history.evidence, (evidence) => ask(evidence, { drift: null })),
    ]);
    const drifts = await findDrifts(db, history.understood, watchedBy(history, drafts), configuration);
    const recommendations = history.evidence.map((evidence, place) => {
      const first = drafts[place] as AmountDraft;
      const nights = first.draft.certified === null ? [] : (confidences.get(evidence) ?? []);
      const [drift, shift] = [drifts.get(evidence) ?? null, findShift(nights, SEED)];
      const changed = drift !== null || shift !== null;
      const { draft, evidence: own } = changed
        ? ask(evidence, { drift, ...(shift && { confidenceShift: shift }) })
        : first;
      const { certificate, target } = draft;
      return {
        ...draft,
        certificate: certificate && { id: certificateId(own, target, certificate), ...certificate },
      };
    });
    return {
      report: { version: 1, asOf: history.asOf, input: history.summary, portfolio, recommendations },
      quarantined: history.quarantined,
    };
  } finally {
    db.close();
  }
}

/** What has changed in the course of a record. */
type Changes = Pick<RecommendOptions, 'drift' | 'confidenceShift'>;

/** Decides which confidences of a night are looked at: any number will do, as long as it stays the same. */
const SEED = 0;

/** Under a promise for the whole portfolio each domain has a share of its delta. */
function sharedRules(rules: DomainRules, share: number): DomainRules {
  return share === 1 ? rules : { ...rules, delta: rules.delta * share };
}

/** The thresholds that would be certified. */
function watchedBy({ evidence, amountSteps }: History, drafts: readonly AmountDraft[]): WatchedThreshold[] {
  return evidence.flatMap((one, place) => {
    const { draft, evidence: own } = drafts[place] as AmountDraft;
    if (draft.certified === null) return [];
    const thresholdPpm = Math.round(draft.certified.threshold * 1_000_000);
    // Only the amounts that would be taken alone speak for or against them.
    const steps = amountSteps.get(one) ?? [];
    const at = steps.findIndex((step) => step.evidence === own);
    const fewestSteps = at < 0 ? 1 : steps.length - at;
    return [{ evidence: one, thresholdPpm, fewestSteps, alpha: draft.target.risk }];
  });
}
