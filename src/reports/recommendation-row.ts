import { reachText } from '../contracts/figures.ts';
import { missingWords } from '../contracts/missing-words.ts';
import type { Reach, Recommendation } from '../contracts/recommendation.ts';
import { limitPercent, percent, percentUp, threshold, visible } from './figures.ts';

/** One recommendation as the cells of one line; the same in every table. */
export interface RecommendationRow {
  readonly domain: string;
  readonly model: string;
  readonly action: string;
  readonly threshold: string;
  readonly certified: string;
  readonly coverage: string;
  readonly errors: string;
  readonly limit: string;
  readonly missing: string;
}

export const RECOMMENDATION_HEADINGS: Readonly<Record<keyof RecommendationRow, string>> = {
  domain: 'domain',
  model: 'model',
  action: 'action',
  threshold: 'threshold now → proposed',
  certified: 'certified',
  coverage: 'coverage',
  errors: 'errors (at most)',
  limit: 'limit',
  missing: 'what is missing',
};

/** Coverage and errors are those of the proposed threshold; where nothing is proposed, of the certified one. */
export function recommendationRow(one: Recommendation): RecommendationRow {
  const reach = one.proposed ?? one.certified;
  return {
    domain: visible(one.domain),
    model: visible(one.model),
    action: one.action,
    threshold: `${threshold(one.current.threshold)} → ${reached(one.proposed)}`,
    certified:
      one.certified === null ? '–' : `${reached(one.certified)} (${percent(one.certified.coverage)})`,
    coverage: reach === null ? '–' : percent(reach.coverage),
    errors:
      reach === null
        ? '–'
        : `${percentUp(reach.risk, reach.riskUpper)} % (${percentUp(reach.riskUpper, one.target.risk)})`,
    limit: limitPercent(one.target.risk),
    missing: missingWords(one),
  };
}

function reached(reach: Reach | null): string {
  return reach === null ? '–' : reachText(reach.threshold, reach.maxAmount);
}
