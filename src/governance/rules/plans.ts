import type { Authority } from '../../contracts/policy.ts';
import type { PlanLimits, Proposal } from '../../contracts/proposal.ts';
import { type Objection, objectIf } from '../objection.ts';
import { actsFrom } from '../reach.ts';

/** Rule G21: nothing widens by itself but within a standing plan that the board approved and that is in force. */
export function isCoveredByPlan(
  next: Authority,
  coverage: number,
  plan: Proposal | null,
  now: string,
): Objection | null {
  const limits = plan?.state === 'active' ? plan.content.plan : null;
  if (plan === null || limits === null)
    return { rule: 'G21', sentence: `no standing plan of ${next.domain} is in force; a person proposes` };
  const edge = edgeOf(next, coverage, limits, now);
  return objectIf(
    edge !== null,
    'G21',
    () => `the standing plan ${plan.id} of ${next.domain} stops here: ${edge}`,
  );
}

function edgeOf(next: Authority, coverage: number, limits: PlanLimits, now: string): string | null {
  const from = actsFrom(next);
  if (Date.parse(now) >= Date.parse(limits.until)) return `it ended at ${limits.until}`;
  if (from !== null && from < limits.lowestThreshold)
    return `threshold ${from} is below ${limits.lowestThreshold}`;
  if (coverage > limits.highestCoverage) return `coverage ${coverage} is above ${limits.highestCoverage}`;
  if (limits.highestAmount !== null && (next.maxAmount ?? Infinity) > limits.highestAmount)
    return `amounts up to ${next.maxAmount ?? 'any'} are above ${limits.highestAmount}`;
  return null;
}
