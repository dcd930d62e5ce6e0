import type { DomainWeeks } from '../contracts/domain-weeks.ts';
import { WEEKS_SHOWN } from '../contracts/domain-weeks.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { DAY_MS, utcDay } from '../contracts/time.ts';

/** Reviewed decisions of a (domain, model) in one week. */
export interface ModelWeek {
  readonly domain: string;
  readonly model: string;
  /** Its Monday, YYYY-MM-DD. */
  readonly week: string;
  readonly immature: boolean;
  readonly reviewed: number;
  readonly wrong: number;
  readonly weight: number;
  readonly wrongWeight: number;
}

/** Mondays of the weeks that are told, UTC, the oldest first; the last is the week of a time. */
export function weeksUntil(asOf: string): string[] {
  const day = new Date(asOf);
  const sinceMonday = (day.getUTCDay() + 6) % 7;
  const monday = Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() - sinceMonday);
  return Array.from({ length: WEEKS_SHOWN }, (_, place) =>
    utcDay(monday - (WEEKS_SHOWN - 1 - place) * 7 * DAY_MS),
  );
}

/**
 * Error rates of domains week by week, over all their models, as `domainTrend` has them: of what their evidence counts, and
 * unweighted in a week in which nobody knows how one of its models was reviewed.
 *
 * @param weeks Mondays, the oldest first
 */
export function domainWeeks(
  weeks: readonly string[],
  counts: readonly ModelWeek[],
  evidence: readonly Evidence[],
): DomainWeeks['domains'] {
  const known = new Map(evidence.map((one) => [`${one.domain}\n${one.model}`, one]));
  const places = new Map(weeks.map((week, place) => [week, place]));
  const domains = new Map<string, Sum[]>();
  for (const one of counts) {
    const own = known.get(`${one.domain}\n${one.model}`);
    const place = places.get(one.week);
    if (own === undefined || place === undefined || (one.immature && own.immature > 0)) continue;
    const sums = domains.get(one.domain) ?? weeks.map((): Sum => ({ ...NOTHING }));
    domains.set(one.domain, sums);
    const sum = sums[place] as Sum;
    sum.reviewed += one.reviewed;
    sum.wrong += one.wrong;
    sum.weight += one.weight;
    sum.wrongWeight += one.wrongWeight;
    sum.isKnown &&= own.selection !== 'unknown';
  }
  return [...domains].map(([domain, sums]) => ({
    domain,
    wrong: sums.map(rateOf),
    reviewed: sums.map(({ reviewed }) => reviewed),
  }));
}

interface Sum {
  reviewed: number;
  wrong: number;
  weight: number;
  wrongWeight: number;
  isKnown: boolean;
}

const NOTHING: Sum = { reviewed: 0, wrong: 0, weight: 0, wrongWeight: 0, isKnown: true };

function rateOf({ reviewed, wrong, weight, wrongWeight, isKnown }: Sum): number | null {
  if (reviewed === 0) return null;
  return Math.min(1, isKnown ? wrongWeight / weight : wrong / reviewed);
}
