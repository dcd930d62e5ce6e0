import type { DomainRules } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { ppmOf } from '../contracts/ppm.ts';
import type { Recommendation } from '../contracts/recommendation.ts';
import { moneyTerms } from './cost-sentences.ts';
import { errorShare } from './review-mix.ts';

/** Per day at the proposed threshold; where money is promised, a wrong decision costs what the record says it did. */
export function effectOf(
  { proposed, target }: Pick<Recommendation, 'proposed' | 'target'>,
  evidence: Evidence,
  decisionsPerDay: number,
  rules: DomainRules,
): Recommendation['effect'] {
  if (proposed === null) return { reviewsSavedPerDay: 0, expectedErrorsPerDay: 0, netValuePerDay: 0 };
  const alone = proposed.coverage * decisionsPerDay;
  const reviewsSavedPerDay = alone * (1 - rules.minAuditRate);
  const terms = moneyTerms(target);
  const share = terms === null ? proposed.risk : errorShare(evidence, ppmOf(proposed.threshold));
  const expectedErrorsPerDay = alone * share;
  const lost =
    terms === null ? expectedErrorsPerDay * rules.errorCost : alone * proposed.risk * terms.amountCap;
  return {
    reviewsSavedPerDay,
    expectedErrorsPerDay,
    netValuePerDay: reviewsSavedPerDay * rules.reviewCost - lost,
  };
}
