import { type Configuration, type DomainRules, rulesFor, sliceRiskOf } from '../contracts/configuration.ts';
import type { Drift } from '../contracts/drift.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Mapping } from '../contracts/mapping.ts';
import type { PortfolioPromise, RecommendationReport } from '../contracts/recommendation.ts';
import { certificateId } from '../governance/certificate-id.ts';
import { Database } from '../store/database.ts';
import { type History, readHistory } from '../store/history.ts';
import { type QuarantinedRule, writeQuarantine } from '../store/quarantine.ts';
import { sliceEvidence } from '../store/slice-evidence.ts';
import { newestModels } from '../tuning/newest-models.ts';
import { portfolioPromise } from '../tuning/portfolio.ts';
import { recommend } from '../tuning/recommend.ts';
import { type AmountDraft, recommendAmounts } from '../tuning/recommend-amounts.ts';
import { exclusionPart } from '../tuning/slice-exclusion.ts';
import type { Slices } from '../tuning/slice-search.ts';
import { excludeSlices } from './exclude-slices.ts';
import { findDrifts, type WatchedThreshold } from './find-drifts.ts';
import { withSiblings } from './with-siblings.ts';

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
    const history = await withSiblings(
      db,
      await readHistory(db, request.files, request.mapping, request.configuration, request.asOf),
      request.configuration,
    );
    if (request.quarantineFile !== null) await writeQuarantine(db, request.quarantineFile);
    const acting = newestModels(history.evidence);
    const newest = new Map(acting.map(({ domain, model }) => [domain, model]));
    const { configuration, firstLook } = request;
    const sliced = await sliceEvidence(db, history, request.mapping, configuration);
    const slicesOf = (evidence: Evidence): Slices | undefined => {
      const slices = sliced.of(evidence);
      const { onSlice, ...rules } = rulesFor(configuration, evidence.domain);
      const part = onSlice === 'exclude' ? { part: exclusionPart(0, sliced.possible(evidence)) } : {};
      return slices && { slices, risk: sliceRiskOf(rules), ...part };
    };
    const portfolio = portfolioPromise(
      configuration.family,
      acting,
      (domain) => rulesFor(configuration, domain),
      firstLook,
      (evidence) => history.amountSteps.get(evidence) ?? [],
      slicesOf,
    );
    const ask = (evidence: Evidence, drift: Drift | null, slices = slicesOf(evidence)): AmountDraft => {
      const options = {
        rules: sharedRules(rulesFor(configuration, evidence.domain), portfolio.share),
        asOf: history.asOf,
        firstLook,
        isNewestModel: newest.get(evidence.domain) === evidence.model,
        drift,
        ...(slices && { slices }),
      };
      const steps = history.amountSteps.get(evidence);
      return steps === undefined
        ? { draft: recommend(evidence, options), evidence }
        : recommendAmounts(steps, options);
    };
    const drafts = history.evidence.map((evidence) => ask(evidence, null));
    const excluding = await excludeSlices(
      sliced,
      new Map(history.evidence.map((evidence, place) => [evidence, (drafts[place] as AmountDraft).draft])),
      configuration,
      (evidence, slices) => ask(evidence, null, slices).draft,
    );
    history.evidence.forEach((evidence, place) => {
      const rest = excluding.get(evidence);
      if (rest !== undefined) drafts[place] = rest;
    });
    const left = new Map([...excluding].map(([evidence, { slices }]) => [evidence, slices.excluded ?? []]));
    const understood = sliced.leaving(left);
    const drifts = await findDrifts(db, understood, watchedBy(history, drafts), configuration);
    const recommendations = history.evidence.map((evidence, place) => {
      const drift = drifts.get(evidence) ?? null;
      const found = drafts[place] as AmountDraft;
      const { draft, evidence: own } =
        drift === null ? found : ask(found.evidence, drift, excluding.get(evidence)?.slices);
      const { certificate, target } = draft;
      return {
        ...draft,
        certificate: certificate && { id: certificateId(own, target, certificate, draft), ...certificate },
      };
    });
    return {
      report: {
        ...{ version: 1, asOf: history.asOf, input: history.summary, recommendations },
        portfolio: alsoWithout(portfolio, excluding.size),
      },
      quarantined: history.quarantined,
    };
  } finally {
    db.close();
  }
}

/** Domains that get authority without some of their slices are counted with the others: the only promise that they go with. */
function alsoWithout(portfolio: PortfolioPromise, domains: number): PortfolioPromise {
  const { allows } = portfolio;
  return { ...portfolio, allows: { ...allows, none: allows.none + domains } };
}

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
