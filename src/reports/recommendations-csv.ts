import { csv } from '../contracts/csv.ts';
import type { RecommendationReport } from '../contracts/recommendation.ts';

/**
 * A recommendation report as CSV with plain numbers: shares in [0, 1], one row a (domain, model). Where some authority
 * ends at an amount, two more columns say so; where slices are left to people, one.
 */
export function recommendationsCsv(report: RecommendationReport): string {
  const hasAmounts = report.recommendations.some((one) => one.amountOptions !== undefined);
  const hasExcluded = report.recommendations.some((one) => one.excluded !== undefined);
  const headings = [
    'domain',
    'model',
    'action',
    'level',
    'current_threshold',
    'proposed_threshold',
    'proposed_coverage',
    'proposed_risk',
    'proposed_risk_upper',
    'certified_threshold',
    'certified_coverage',
    'certified_risk',
    'certified_risk_upper',
    'limit',
    'delta',
    'selection',
    'refusal',
    'have',
    'need',
    'certificate',
    'confidence_shift',
    'confidence_changed_on',
    ...(hasAmounts ? ['proposed_max_amount', 'certified_max_amount'] : []),
    ...(hasExcluded ? ['excluded_slices'] : []),
  ];
  const rows = report.recommendations.map((one) => [
    one.domain,
    one.model,
    one.action,
    one.level,
    one.current.threshold,
    one.proposed?.threshold ?? null,
    one.proposed?.coverage ?? null,
    one.proposed?.risk ?? null,
    one.proposed?.riskUpper ?? null,
    one.certified?.threshold ?? null,
    one.certified?.coverage ?? null,
    one.certified?.risk ?? null,
    one.certified?.riskUpper ?? null,
    one.target.risk,
    one.target.delta,
    one.selection,
    one.refusal?.reason ?? null,
    one.next.have,
    one.next.need,
    one.certificate?.id ?? null,
    one.confidenceShift?.direction ?? null,
    one.confidenceShift?.changedOn ?? null,
    ...(hasAmounts ? [one.proposed?.maxAmount ?? null, one.certified?.maxAmount ?? null] : []),
    ...(hasExcluded
      ? [(one.excluded ?? []).map(({ column, value }) => `${column} = ${value}`).join('; ')]
      : []),
  ]);
  return csv([headings, ...rows]);
}
