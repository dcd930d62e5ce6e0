import type { AuditPlanReport } from '../contracts/audit-plan.ts';
import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import { declaredInclusion } from '../contracts/declared-inclusion.ts';
import { ppmOf } from '../contracts/ppm.ts';
import { Problem } from '../contracts/problem.ts';
import { DAY_MS } from '../contracts/time.ts';
import { reviewArms } from '../store/cuts/review-arms.ts';
import { Database } from '../store/database.ts';
import { countUnjudged, drawAudits } from '../store/evidence/audit-rows.ts';
import type { History } from '../store/history.ts';
import type { QuarantinedRule } from '../store/reading/quarantine.ts';
import { readRecord } from '../store/record/read-record.ts';
import { swayedBy } from '../tuning/anchoring.ts';
import { leastReviews } from '../tuning/audit-budget.ts';
import { type AuditNeed, auditNeed, driftedNeed, swayedNeed } from '../tuning/audit-need.ts';
import { type AuditAsked, type AuditBasis, planAudits } from '../tuning/audit-plan.ts';
import { newestModels } from '../tuning/newest-models.ts';
import { targetOf } from '../tuning/target.ts';
import { findDrifts } from './find-drifts.ts';
import { type HistoryRequest, readFilesHistory } from './open-files.ts';
import { withSiblings } from './with-siblings.ts';

/** The date that is planned for where neither a date, a budget nor a rate is given. */
const DEFAULT_DAYS = 28;

/** What a plan of audits is for. */
export interface PlanAim {
  /** ISO time; null means the newest time in the input. */
  readonly asOf: string | null;
  /** ISO time by which the verdicts should be there; null means four weeks on, or none where a budget or rate is given. */
  readonly by: string | null;
  /** Expected reviews a week. */
  readonly weeklyBudget: number | null;
  /** One audit rate for all; not together with a budget. */
  readonly rate: number | null;
}

/** What a plan of audits is asked. */
export interface PlanQuestion extends PlanAim {
  readonly configuration: Configuration;
  /** Draws the decisions to review now; null means none. */
  readonly draw: { readonly file: string; readonly seed: string } | null;
}

/** The same of files. */
export type AuditPlanRequest = HistoryRequest & PlanQuestion;

export interface AuditPlanAnswer {
  readonly report: AuditPlanReport;
  readonly quarantined: readonly QuarantinedRule[];
  /** What is missing in files of another tool, and what that forbids: sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads a history and plans, for the newest model of each domain, the reviews that would bring it more authority.
 * Deterministic for the same input, `asOf`, configuration and seed.
 *
 * @throws Problem input-refused: a file cannot be read, or nothing in it is a row; usage: a date before the history
 *   ends, a budget below the smallest rates
 */
export async function planAuditsFromFiles(asked: AuditPlanRequest): Promise<AuditPlanAnswer> {
  const db = await Database.open();
  try {
    const read = await readFilesHistory(db, asked, asked.asOf);
    const report = await planOn(db, read, { ...asked, configuration: read.configuration });
    return { report, quarantined: read.quarantined, notes: read.notes };
  } finally {
    db.close();
  }
}

/**
 * The same on a store that is open.
 *
 * @throws Problem input-refused: the store is empty; usage: as for files
 */
export async function planAuditsOnRecord(db: Database, asked: PlanQuestion): Promise<AuditPlanReport> {
  return planOn(db, await readRecord(db, asked.configuration, asked.asOf, false), asked);
}

async function planOn(db: Database, read: History, asked: PlanQuestion): Promise<AuditPlanReport> {
  const history = await withSiblings(db, read, asked.configuration);
  if (history.evidence.length === 0)
    throw new Problem('input-refused', 'no decision is left to plan for: every row was refused', {
      quarantined: history.quarantined,
    });
  const basis = basisOf(asked, history.asOf);
  const needs = await askedOf(db, history, asked.configuration);
  checkBudget(basis, needs);
  const report = {
    version: 1 as const,
    asOf: history.asOf,
    input: history.summary,
    by: basis.by,
    weeklyBudget: asked.weeklyBudget,
    givenRate: asked.rate,
    ...planAudits(needs, basis, history.asOf),
  };
  return { ...report, draw: await drawn(db, history, asked, report) };
}

function basisOf({ by, weeklyBudget, rate }: PlanQuestion, asOf: string): AuditBasis {
  if (by !== null && Date.parse(by) <= Date.parse(asOf))
    throw new Problem('usage', `--by ${by}: lies before the history ends (${asOf}); name a later date`);
  if (weeklyBudget !== null) return { kind: 'budget', weekly: weeklyBudget, by };
  if (rate !== null) return { kind: 'rate', rate, by };
  return { kind: 'date', by: by ?? new Date(Date.parse(asOf) + DEFAULT_DAYS * DAY_MS).toISOString() };
}

async function askedOf(db: Database, history: History, configuration: Configuration): Promise<AuditAsked[]> {
  const needs = await needsOf(db, history, configuration);
  const targets = needs.flatMap(({ domain, model, thresholdPpm }) =>
    thresholdPpm === null
      ? []
      : [{ domain, model, thresholdPpm, declared: declaredFor(configuration, domain) }],
  );
  const rows = new Map(
    (await countUnjudged(db, history.understood, targets)).map((one) => [one.domain, one]),
  );
  return needs.map((need) => {
    const { waiting = 0, due = 0, tossed = 0 } = rows.get(need.domain) ?? {};
    return { ...need, waiting, due, tossed };
  });
}

/** What each domain lacks, unless its errors have risen since or its verdicts carry nothing. */
async function needsOf(db: Database, history: History, configuration: Configuration): Promise<AuditNeed[]> {
  const arms = await reviewArms(db, history, configuration);
  const asked = newestModels(history.evidence).map((evidence) => {
    const rules = rulesFor(configuration, evidence.domain);
    const target = targetOf(rules);
    const need = auditNeed(evidence, rules, target, history.asOf);
    const isSwayed = swayedBy(arms.get(evidence)) !== null;
    return { evidence, alpha: target.risk, need: isSwayed ? swayedNeed(need) : need };
  });
  const certified = asked.flatMap(({ evidence, alpha, need: { certifiedPpm } }) =>
    certifiedPpm === null ? [] : [{ evidence, alpha, thresholdPpm: certifiedPpm }],
  );
  const drifts = await findDrifts(db, history.understood, certified, configuration);
  return asked.map(({ evidence, need }) => (drifts.has(evidence) ? driftedNeed(need) : need));
}

function declaredFor(configuration: Configuration, domain: string): number | null {
  return declaredInclusion(rulesFor(configuration, domain), 'unknown');
}

function checkBudget(basis: AuditBasis, asked: readonly AuditAsked[]): void {
  if (basis.kind !== 'budget') return;
  const least = leastReviews(asked.filter((one) => one.status !== 'out-of-reach'));
  if (basis.weekly >= least) return;
  throw new Problem(
    'usage',
    `--budget ${basis.weekly}: the smallest audit rates alone take about ${Math.ceil(least)} reviews in the first week; raise the budget, or lower minAuditRate in leeway.yaml`,
  );
}

async function drawn(
  db: Database,
  history: History,
  { draw, configuration }: PlanQuestion,
  { domains }: Pick<AuditPlanReport, 'domains'>,
): Promise<AuditPlanReport['draw']> {
  if (draw === null) return null;
  const targets = domains.flatMap(({ domain, model, threshold, rate }) =>
    threshold === null || rate === null
      ? []
      : [
          {
            ...{ domain, model, rate, declared: declaredFor(configuration, domain) },
            thresholdPpm: ppmOf(threshold),
          },
        ],
  );
  const counts = await drawAudits(db, history.understood, targets, draw.seed, draw.file);
  const tossed = domains.reduce((sum, one) => sum + (one.rate === null ? 0 : one.waiting), 0);
  return { file: draw.file, ...counts, tossed };
}
