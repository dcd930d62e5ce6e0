import type {
  DomainOverview,
  DomainReviewers,
  DomainSegments,
  DomainThresholds,
} from '../contracts/domain-parts.ts';
import type { DomainReliabilityReport } from '../contracts/domain-reliability.ts';
import type { DomainReport } from '../contracts/domain-report.ts';
import type { RecommendationReport } from '../contracts/recommendation.ts';

/** What two reports on a whole store say of one domain; null where it is in neither. */
export function overviewOf(
  domain: string,
  { asOf, recommendations }: RecommendationReport,
  { domains }: DomainReliabilityReport,
): DomainOverview | null {
  const isOwn = (one: { readonly domain: string }): boolean => one.domain === domain;
  const reliability = domains.filter(isOwn);
  if (reliability.length === 0) return null;
  return { version: 1, asOf, domain, recommendations: recommendations.filter(isOwn), reliability };
}

/** What a report says of thresholds. */
export function thresholdsOf({ version, asOf, domain, limit, models }: DomainReport): DomainThresholds {
  return {
    ...{ version, asOf, domain, limit },
    models: models.map(({ model, selection, decisions, reviewed, riskCoverage }) => ({
      ...{ model, selection, decisions, reviewed, riskCoverage },
    })),
  };
}

/** What it says of segments. */
export function segmentsOf({ cuts }: DomainReport): DomainSegments {
  const { version, asOf, domain, model, selection, whole, missing, leftOut } = cuts;
  const { bySegment, slicesTested, worstSlices } = cuts;
  return {
    ...{ version, asOf, domain, model, selection, whole, missing, leftOut },
    ...{ bySegment, slicesTested, worstSlices },
  };
}

/** What it says of those who judged. */
export function reviewersOf({ cuts }: DomainReport): DomainReviewers {
  const { version, asOf, domain, model, selection, leftOut, byReviewer, review } = cuts;
  return { version, asOf, domain, model, selection, leftOut, byReviewer, review };
}
