import type { DomainOverview, DomainTrend, TrendStep } from '../../src/contracts/domain-parts.ts';
import type { DomainReliabilityReport } from '../../src/contracts/domain-reliability.ts';
import type { DomainReport } from '../../src/contracts/domain-report.ts';
import type { RecommendationReport } from '../../src/contracts/recommendation.ts';
import type { Question } from './ask.ts';

/** What each domain may do, and what it needs for more. */
export const RECOMMENDATIONS: Question<RecommendationReport> = {
  path: '/v1/recommendations',
  parts: ['asOf', 'portfolio', 'recommendations'],
};

/** How often each domain is wrong, as far as people looked. */
export const RELIABILITY: Question<DomainReliabilityReport> = {
  path: '/v1/domains',
  parts: ['asOf', 'domains'],
};

export function overviewOf(domain: string): Question<DomainOverview> {
  return { path: addressOf(domain), parts: ['asOf', 'recommendations', 'reliability'] };
}

export function reportOf(domain: string): Question<DomainReport> {
  return { path: `${addressOf(domain)}/reliability`, parts: ['asOf', 'limit', 'models', 'cuts'] };
}

export function trendOf(domain: string, by: TrendStep): Question<DomainTrend> {
  return { path: `${addressOf(domain)}/trend?by=${by}`, parts: ['models', 'rows'] };
}

function addressOf(domain: string): string {
  return `/v1/domains/${encodeURIComponent(domain)}`;
}
