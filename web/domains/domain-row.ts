import type { PortfolioLevel } from '../../src/charts/level-words.ts';
import type { PortfolioRow } from '../../src/charts/portfolio.ts';
import type { DomainReliability } from '../../src/contracts/domain-reliability.ts';
import type { DomainWeeks } from '../../src/contracts/domain-weeks.ts';
import { missingWords } from '../../src/contracts/missing-words.ts';
import type { Action, Reach, Recommendation } from '../../src/contracts/recommendation.ts';

/** What the table of domains says of one: of the model that acts there. */
export interface DomainRow {
  readonly domain: string;
  readonly model: string;
  /** On which it stands today. */
  readonly level: PortfolioLevel;
  readonly action: Action;
  readonly threshold: number | null;
  /** What is proposed; where nothing is, what is certified. */
  readonly reach: Reach | null;
  readonly isProposed: boolean;
  readonly limit: number;
  readonly have: number;
  readonly need: number | null;
  readonly decisions: number | null;
  /** Its error rate in each of the last weeks, the oldest first; null while it is not known. */
  readonly weeks: readonly (number | null)[] | null;
  /** In a few words what is missing, or what comes next. */
  readonly missing: string;
  /** What somebody should look at before anything else; null where nothing is. */
  readonly alert: string | null;
  /** The smaller, the sooner somebody should look. */
  readonly rank: number;
}

/** One row a domain, the most urgent first. */
export function domainRows(
  recommendations: readonly Recommendation[],
  reliability: readonly DomainReliability[],
): DomainRow[] {
  const acting = new Map<string, Recommendation>();
  for (const one of recommendations)
    if (!acting.has(one.domain) || one.refusal?.reason !== 'stale_model') acting.set(one.domain, one);
  const counts = new Map(reliability.map((one) => [`${one.domain}\n${one.model}`, one.decisions]));
  return [...acting.values()]
    .map((one) => rowOf(one, counts.get(`${one.domain}\n${one.model}`) ?? null))
    .sort((a, b) => a.rank - b.rank || (b.decisions ?? 0) - (a.decisions ?? 0));
}

function rowOf(one: Recommendation, decisions: number | null): DomainRow {
  const { domain, model, action, current, proposed, certified, target, next } = one;
  const alert = alertOf(one);
  return {
    ...{ domain, model, action, decisions, alert, weeks: null },
    level: levelNow(one),
    threshold: current.threshold,
    reach: proposed ?? certified,
    isProposed: proposed !== null,
    limit: target.risk,
    have: next.have,
    need: next.need,
    missing: missingWords(one),
    rank: (alert === null ? 10 : 0) + { narrow: 0, widen: 1, hold: 2, none: 3 }[action],
  };
}

/** The same rows, with how each domain went. */
export function withWeeks(
  rows: readonly DomainRow[],
  weeks: DomainWeeks['domains'] | null,
): readonly DomainRow[] {
  if (weeks === null) return rows;
  const known = new Map(weeks.map(({ domain, wrong }) => [domain, wrong]));
  return rows.map((row) => ({ ...row, weeks: known.get(row.domain) ?? null }));
}

/** The level that is proposed is not yet the one on which it stands. */
export function levelNow({ current, level, refusal }: Recommendation): PortfolioLevel {
  if (refusal?.reason === 'floor') return 'floor';
  return current.threshold === null ? 'in-the-loop' : level;
}

function alertOf({ action, refusal, confidenceShift }: Recommendation): string | null {
  if (refusal?.reason === 'drifted') return 'errors have risen';
  if (action === 'narrow') return 'its authority is no longer carried by the record';
  if (refusal?.reason === 'stale_data') return 'its record is too old';
  return confidenceShift === null ? null : 'its confidences have shifted';
}

/** Where the next step would put a domain among the others. */
export function portfolioRow({ domain, level, reach, limit, decisions }: DomainRow): PortfolioRow {
  return {
    ...{ domain, level, limit, decisions: decisions ?? 0 },
    coverage: reach?.coverage ?? 0,
    riskUpper: reach?.riskUpper ?? null,
  };
}
