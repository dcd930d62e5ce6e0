import { actsFrom } from '../../contracts/authority-level.ts';
import type { LedgerEvent } from '../../contracts/ledger.ts';
import type { Authority, Policy } from '../../contracts/policy.ts';
import type { Proposal } from '../../contracts/proposal.ts';
import { countingVotes } from '../../contracts/quorum-count.ts';
import { activePolicy, lastVersion, standingPlan } from '../look-up.ts';
import { requireAllowed } from '../objection.ts';
import { isCoveredByPlan, keepsToPlan, waitsAfterNarrowing, widensByPlan } from '../rules/plans.ts';
import { isOneStep } from '../rules/steps.ts';
import { endsInTime, isInTime } from '../rules/time.ts';
import { hasQuorum } from '../rules/votes.ts';
import { mayActivate } from '../rules/who.ts';
import { requirePossible } from '../transition.ts';
import { type DecidingOnEvidence, eventOf } from './deciding.ts';
import { activationObjections, standsAgainst, whyNotNow } from './widening.ts';

/**
 * Puts an approved proposal into force, after all rules have been asked once more.
 *
 * @throws Problem not-allowed
 */
export function activate(proposal: Proposal, deciding: DecidingOnEvidence): LedgerEvent {
  requirePossible(proposal, 'activated');
  const { content } = proposal;
  const isPlan = content.kind === 'standing-plan';
  const policy = isPlan
    ? null
    : policyOf(proposal, content.authority, content.evidence.certificate, deciding);
  requireAllowed([
    mayActivate(deciding.actor, proposal.domain),
    isInTime(proposal, deciding.now),
    hasQuorum(proposal),
    ...whyNotNow(proposal, deciding),
    ...(policy === null ? [] : [endsInTime(policy, deciding.rules)]),
  ]);
  return eventOf(deciding, 'proposal.activated', proposal.id, { digest: proposal.digest, policy });
}

/** One step of a standing plan. */
export interface PlanStep {
  readonly authority: Authority;
  readonly certificate: string;
  /** Share of all decisions that the AI would take alone after it, and before it. */
  readonly coverage: number;
  readonly currentCoverage: number;
  readonly pack: string | null;
}

/**
 * Widens a domain by a step that its standing plan covers, and logs it against the plan.
 *
 * @throws Problem not-allowed
 */
export function stepByPlan(step: PlanStep, deciding: DecidingOnEvidence): LedgerEvent {
  const { governance, now, rules } = deciding;
  const { authority, coverage, currentCoverage, pack } = step;
  const plan = standingPlan(governance, authority.domain);
  const held = activePolicy(governance, authority.domain, now);
  const acts = held !== null && actsFrom(held.policy) !== null;
  requireAllowed([
    isCoveredByPlan(authority, coverage, plan, now),
    keepsToPlan(authority, plan, held?.policy ?? null),
    widensByPlan(authority, held?.policy ?? null),
    waitsAfterNarrowing(authority, acts ? held : null, rules, now),
    ...standsAgainst(authority, deciding),
    isOneStep({ evidence: { coverage, currentCoverage }, authority }, rules, acts),
    ...activationObjections(authority, deciding),
  ]);
  const covering = plan as Proposal;
  const policy = policyOf(covering, authority, step.certificate, deciding);
  return eventOf(deciding, 'plan.stepped', authority.domain, { plan: covering.id, policy, coverage, pack });
}

function policyOf(
  approved: Proposal,
  authority: Authority,
  certificate: string,
  { governance, now, rules }: DecidingOnEvidence,
): Policy {
  return {
    ...authority,
    version: lastVersion(governance, authority.domain) + 1,
    certificate,
    approvedBy: countingVotes(approved)
      .filter(({ choice }) => choice === 'approve')
      .map(({ by }) => by),
    validFrom: now,
    expiresAt: new Date(Date.parse(now) + rules.expiresAfter).toISOString(),
  };
}
