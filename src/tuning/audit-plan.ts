import type { DomainAuditPlan, ReviewCount } from '../contracts/audit-plan.ts';
import { DAY_MS } from '../contracts/time.ts';
import { splitBudget } from './audit-budget.ts';
import type { AuditNeed } from './audit-need.ts';
import { auditSentence } from './audit-sentences.ts';
import { reviewCount, reviewCountOfAll } from './review-count.ts';

const WEEK = 7;
/** Dates beyond this many days are no dates that anyone plans with. */
const MOST_DAYS = 3650;

/** Decisions at or above a domain's threshold that have no verdict, by what became of their coin. */
interface AuditRows {
  readonly waiting: number;
  readonly due: number;
  readonly tossed: number;
}

/** What decides of the rates. */
export type AuditBasis =
  | { readonly kind: 'date'; readonly by: string }
  | { readonly kind: 'budget'; readonly weekly: number; readonly by: string | null }
  | { readonly kind: 'rate'; readonly rate: number; readonly by: string | null };

/** A need with the rows from which its reviews can be drawn. */
export type AuditAsked = AuditNeed & AuditRows;

/**
 * One audit rate per domain for all decisions at or above its threshold (uneven rates cost more decisions, METHODS 5),
 * never below `minAuditRate`. By a date: the smallest that is expected to bring the missing verdicts in time, 1 where
 * even that does not. Under a budget: what its split leaves. Reviews are drawn at once from the decisions that wait for
 * their coin, then from new ones at the pace so far, and count once they are as old as `maturity`.
 *
 * @param asOf ISO time at which the plan begins
 * @throws RangeError on a budget that does not cover the smallest rates
 */
export function planAudits(
  asked: readonly AuditAsked[],
  basis: AuditBasis,
  asOf: string,
): { domains: DomainAuditPlan[]; week: ReviewCount } {
  const start = Date.parse(asOf);
  const until = basis.by === null ? null : (Date.parse(basis.by) - start) / DAY_MS;
  const drawing = asked.filter((one) => one.status !== 'out-of-reach');
  const shares = basis.kind === 'budget' ? splitBudget(drawing, basis.weekly) : null;
  const domains = asked.map((one) => {
    const share = shares?.[drawing.indexOf(one)] ?? null;
    const exact = one.status === 'out-of-reach' ? null : (share?.rate ?? rateOf(one, basis, until ?? 0));
    const collecting = share === null ? daysAt(one, exact) : share.days;
    const days =
      one.missing === null || collecting === null || collecting > MOST_DAYS
        ? null
        : collecting + one.maturityDays;
    const rate = exact === null ? null : tidy(exact, one.minAuditRate, basis.kind === 'budget');
    const { maturityDays: _, certifiedPpm: __, thresholdPpm, ...rest } = one;
    const plan = {
      ...rest,
      threshold: thresholdPpm === null ? null : thresholdPpm / 1_000_000,
      need: one.missing === null ? null : one.have + one.missing,
      rate,
      week:
        rate === null ? null : reviewCount({ tossed: one.waiting + WEEK * one.perDay, probability: rate }),
      days,
      readyAt: days === null ? null : new Date(start + days * DAY_MS).toISOString(),
      inTime: one.missing === null || until === null ? null : days !== null && days <= until + 1e-6,
      turn: share?.turn ?? null,
    };
    return { ...plan, reason: auditSentence(plan) };
  });
  const coins = domains.flatMap(({ rate, waiting, perDay }) =>
    rate === null ? [] : [{ tossed: waiting + WEEK * perDay, probability: rate }],
  );
  return { domains, week: reviewCountOfAll(coins) };
}

function rateOf(one: AuditAsked, basis: AuditBasis, until: number): number {
  if (one.missing === null) return one.minAuditRate;
  const wanted = basis.kind === 'rate' ? basis.rate : one.missing / drawnFrom(one, until);
  return Math.min(1, Math.max(one.minAuditRate, wanted));
}

/** Decisions that can be drawn from and still be old enough to count so many days from now. */
function drawnFrom({ waiting, perDay, maturityDays }: AuditAsked, days: number): number {
  return waiting + perDay * Math.max(0, days - maturityDays);
}

/** Days until the missing verdicts are drawn at a rate; null where they never are. */
function daysAt({ missing, waiting, perDay }: AuditAsked, rate: number | null): number | null {
  if (missing === null || rate === null) return null;
  const short = Math.max(0, missing / rate - waiting);
  if (short === 0) return 0;
  return perDay === 0 ? null : short / perDay;
}

/** In millionths, as it is recorded: up where a date must be kept, down where a budget must. */
function tidy(rate: number, least: number, down: boolean): number {
  const millionths = rate * 1_000_000;
  const whole = down ? Math.floor(millionths + 1e-6) : Math.ceil(millionths - 1e-6);
  return Math.min(1, Math.max(least, whole / 1_000_000));
}
