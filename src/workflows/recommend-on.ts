import { type Configuration, type DomainRules, rulesFor, sliceRiskOf } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { ppmOf } from '../contracts/ppm.ts';
import { Problem } from '../contracts/problem.ts';
import type { PortfolioPromise, RecommendationReport } from '../contracts/recommendation.ts';
import { reviewArms } from '../store/cuts/review-arms.ts';
import type { Database } from '../store/database.ts';
import { type SlicedDomains, sliceEvidence } from '../store/evidence/slice-evidence.ts';
import { keyOf } from '../store/evidence/start-confidences.ts';
import type { History } from '../store/history.ts';
import { swayedBy } from '../tuning/anchoring.ts';
import { WHOLE_PART } from '../tuning/narrow.ts';
import { newestModels } from '../tuning/newest-models.ts';
import { portfolioPromise } from '../tuning/portfolio.ts';
import type { FreshRecord, RecommendOptions } from '../tuning/recommend.ts';
import type { AmountDraft } from '../tuning/recommend-amounts.ts';
import { exclusionPart } from '../tuning/slice-exclusion.ts';
import type { Slices } from '../tuning/slice-search.ts';
import { type AuthorityHeld, heldBy, NO_AUTHORITY } from './authority-held.ts';
import { eachInTurn } from './each-in-turn.ts';
import { excludeSlices } from './exclude-slices.ts';
import { findDrifts, type WatchedThreshold } from './find-drifts.ts';
import { findShifts, unheardNights } from './find-shifts.ts';
import { type Answer, answerOn, type Grounds, identified } from './grounds.ts';
import { freshRecords } from './narrow-drifted.ts';
import { recalibrated } from './recalibrate.ts';
import { withSiblings } from './with-siblings.ts';

/** What has changed in the course of a record. */
type Changes = Pick<RecommendOptions, 'drift' | 'confidenceShift' | 'part' | 'fresh'>;

/**
 * Recommends on a history, wherever it was read from: each (domain, model) by its own record.
 *
 * @throws Problem usage: a first look under the family e-bh
 */
export async function recommendOn(
  db: Database,
  read: History,
  configuration: Configuration,
  firstLook: boolean,
  authority: AuthorityHeld = NO_AUTHORITY,
): Promise<RecommendationReport> {
  return (await recommendWithGrounds(db, read, configuration, firstLook, authority)).report;
}

/**
 * The same, with what each recommendation rests on: by that alone it can be computed again.
 *
 * @throws Problem as `recommendOn` does
 */
export async function recommendWithGrounds(
  db: Database,
  read: History,
  configuration: Configuration,
  firstLook: boolean,
  authority: AuthorityHeld,
): Promise<{ readonly report: RecommendationReport; readonly grounds: readonly Grounds[] }> {
  if (firstLook && configuration.family === 'e-bh')
    throw new Problem(
      'usage',
      '--first-look: a single look gives no e-value, which family e-bh rests on; leave one of them out',
    );
  const history = await withSiblings(db, read, configuration);
  const acting = newestModels(history.evidence);
  const newest = new Map(acting.map(({ domain, model }) => [domain, model]));
  const sliced = await sliceEvidence(db, history, configuration);
  const slicesOf = (evidence: Evidence) => slicesIn(sliced, evidence, configuration);
  const arms = await reviewArms(db, history, configuration);
  const armsOf = new Map([...arms].map(([evidence, own]) => [keyOf(evidence), own]));
  const scaled = await recalibrated(db, history, configuration);
  const portfolio = portfolioPromise(
    configuration.family,
    acting.map((evidence) => scaled.get(evidence) ?? evidence),
    (domain) => wholeRules(rulesFor(configuration, domain)),
    firstLook,
    (evidence) => history.amountSteps.get(evidence) ?? [],
    slicesOf,
    (evidence) => swayedBy(armsOf.get(keyOf(evidence))) !== null,
  );
  const ask = (evidence: Evidence, changes: Changes, slices = slicesOf(evidence)): Answer => {
    const rules = rulesFor(configuration, evidence.domain);
    const reviewed = armsOf.get(keyOf(evidence));
    const options: RecommendOptions = {
      rules: sharedRules(rules, portfolio.share),
      asOf: history.asOf,
      firstLook,
      isNewestModel: newest.get(evidence.domain) === evidence.model,
      ...heldBy(authority, evidence),
      ...(rules.onDrift === 'narrow' && { part: WHOLE_PART }),
      ...changes,
      ...(slices && { slices }),
      ...(reviewed && { reviewArms: reviewed }),
    };
    const amountSteps = history.amountSteps.get(evidence) ?? null;
    const own = amountSteps === null ? (scaled.get(evidence) ?? evidence) : evidence;
    const grounds = { evidence: own, amountSteps, options };
    return { ...answerOn(grounds), grounds };
  };
  // DuckDB counts confidences while this thread searches thresholds.
  const [unheard, whole] = await Promise.all([
    unheardNights(db, history.understood, acting),
    eachInTurn(history.evidence, (evidence) => ask(evidence, { drift: null })),
  ]);
  const excluding = await excludeSlices(
    sliced,
    new Map(history.evidence.map((evidence, place) => [evidence, (whole[place] as Answer).draft])),
    configuration,
    (evidence, slices) => ask(evidence, { drift: null }, slices),
  );
  const drafts = history.evidence.map(
    (evidence, place) => excluding.get(evidence) ?? (whole[place] as Answer),
  );
  const left = new Map([...excluding].map(([evidence, { slices }]) => [evidence, slices.excluded ?? []]));
  const certified = history.evidence.filter((_, place) => drafts[place]?.draft.certified !== null);
  const shifts = await findShifts(db, unheard, new Set(certified));
  const drifts = await findDrifts(db, sliced.leaving(left), watchedBy(history, drafts), configuration);
  const fresh = await freshRecords(db, history.understood, drifts, configuration);
  const answers = history.evidence.map((evidence, place) => {
    const first = drafts[place] as Answer;
    const [drift, shift] = [drifts.get(evidence) ?? null, shifts.get(evidence) ?? null];
    const changes = { drift, ...(shift && { confidenceShift: shift }) };
    const without = excluding.get(evidence);
    return (
      narrowed(fresh.get(evidence), first.draft, ask) ??
      (drift !== null || shift !== null
        ? ask(without?.evidence ?? evidence, changes, without?.slices)
        : first)
    );
  });
  const report = {
    ...{ version: 1 as const, asOf: history.asOf, input: history.summary },
    recommendations: answers.map(identified),
    portfolio: alsoWithout(portfolio, excluding.size),
  };
  return { report, grounds: answers.map(({ grounds }) => grounds) };
}

/** What the decisions since an alarm allow; null where they allow nothing. */
function narrowed(
  fresh: (FreshRecord & { readonly evidence: Evidence }) | undefined,
  before: AmountDraft['draft'],
  ask: (evidence: Evidence, changes: Changes) => Answer,
): Answer | null {
  if (fresh === undefined || before.certified === null || fresh.evidence.selection === 'unknown') return null;
  const lowestPpm = ppmOf(before.certified.threshold);
  const { evidence, ...start } = fresh;
  const answer = ask(evidence, { drift: null, part: start.part, fresh: { ...start, lowestPpm } });
  return answer.draft.certified === null ? null : answer;
}

function slicesIn(
  sliced: SlicedDomains,
  evidence: Evidence,
  configuration: Configuration,
): Slices | undefined {
  const slices = sliced.of(evidence);
  const { onSlice, ...rules } = rulesFor(configuration, evidence.domain);
  const part = onSlice === 'exclude' ? { part: exclusionPart(0, sliced.possible(evidence)) } : {};
  return slices && { slices, risk: sliceRiskOf(rules), ...part };
}

/** Domains that get authority without some of their slices are counted with the others: the only promise that they go with. */
function alsoWithout(portfolio: PortfolioPromise, domains: number): PortfolioPromise {
  const { allows } = portfolio;
  return { ...portfolio, allows: { ...allows, none: allows.none + domains } };
}

/** Where a record may be narrowed, as a whole it has a part of delta only. */
function wholeRules(rules: DomainRules): DomainRules {
  return rules.onDrift === 'narrow' ? { ...rules, delta: rules.delta * WHOLE_PART } : rules;
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
    const thresholdPpm = ppmOf(draft.certified.threshold);
    // Only the amounts that would be taken alone speak for or against them.
    const steps = amountSteps.get(one) ?? [];
    const at = steps.findIndex((step) => step.evidence === own);
    const fewestSteps = at < 0 ? 1 : steps.length - at;
    return [{ evidence: one, thresholdPpm, fewestSteps, alpha: draft.target.risk }];
  });
}
