import { actsFrom } from '../../contracts/authority-level.ts';
import type { DomainRules } from '../../contracts/configuration.ts';
import type { PolicyRecord } from '../../contracts/governance.ts';
import type { Authority, Rung } from '../../contracts/policy.ts';
import type { PlanLimits, Proposal } from '../../contracts/proposal.ts';
import { includesSlice } from '../../contracts/slice.ts';
import { DAY_MS } from '../../contracts/time.ts';
import { type Objection, objectIf } from '../objection.ts';
import { isWithin } from '../reach.ts';

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
  if (!(coverage <= limits.highestCoverage)) return `coverage ${coverage} is above ${limits.highestCoverage}`;
  if (limits.highestAmount !== null && (next.maxAmount ?? Infinity) > limits.highestAmount)
    return `amounts up to ${next.maxAmount ?? 'any'} are above ${limits.highestAmount}`;
  return null;
}

/** Rule G21, of what the votes on a plan were on: its model, its rungs and audit rates, and what it keeps for people. */
export function keepsToPlan(
  next: Authority,
  plan: Proposal | null,
  held: Authority | null,
): Objection | null {
  const approved = plan?.content.authority;
  const strays = approved === undefined ? null : strayOf(next, approved, held);
  return objectIf(
    strays !== null,
    'G21',
    () => `the standing plan ${plan?.id} of ${next.domain} was approved ${strays}; a person proposes`,
  );
}

function strayOf(next: Authority, approved: Authority, held: Authority | null): string | null {
  if (next.model !== approved.model) return `for ${approved.model}, not for ${next.model}`;
  const trigger = approved.alwaysReview.find((one) => !next.alwaysReview.includes(one));
  if (trigger !== undefined) return `with the trigger ${trigger} kept for people`;
  const slice = approved.excluded.find((one) => !includesSlice(next.excluded, one));
  if (slice !== undefined) return `without ${slice.column} = ${slice.value}`;
  // What is held may stay as it is.
  const isKept = held?.model === next.model && reaches(next.autonomous, held.autonomous);
  if (next.autonomous !== null && approved.autonomous === null && !isKept)
    return 'without an autonomous rung';
  if (!isKept && isLessSeen(next.autonomous, approved.autonomous))
    return `at an audit rate of ${approved.autonomous?.auditRate}`;
  const watched = approved.onTheLoop ?? approved.autonomous;
  return isLessSeen(next.onTheLoop, watched) ? `at an audit rate of ${watched?.auditRate}` : null;
}

/** Whether a rung begins no lower than another, and is seen no less. */
function reaches(next: Rung | null, held: Rung | null): boolean {
  return next !== null && held !== null && next.threshold >= held.threshold && !isLessSeen(next, held);
}

function isLessSeen(next: Rung | null, approved: Rung | null): boolean {
  return next !== null && approved !== null && next.auditRate < approved.auditRate;
}

/** Rule G21, of what a plan is for: it widens. Authority that only goes on is renewed by people. */
export function widensByPlan(next: Authority, held: Authority | null): Objection | null {
  return objectIf(
    isWithin(next, held),
    'G21',
    () => `a standing plan only widens ${next.domain}, and that is no more than is held; propose a renewal`,
  );
}

/** Rule G21, after somebody took back: the plan does not undo it before a cooldown is over. */
export function waitsAfterNarrowing(
  { domain }: Authority,
  held: PolicyRecord | null,
  rules: DomainRules,
  now: string,
): Objection | null {
  const isNarrowed = held !== null && held.proposal === null && held.plan === null;
  const since = isNarrowed ? held.policy.validFrom : null;
  return objectIf(
    since !== null && Date.parse(now) - Date.parse(since) < rules.cooldown,
    'G21',
    () =>
      `${domain} was narrowed at ${since}; its standing plan goes on ${rules.cooldown / DAY_MS} days after that`,
  );
}
