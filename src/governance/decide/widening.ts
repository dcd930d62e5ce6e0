import { actsFrom } from '../../contracts/authority-level.ts';
import type { Authority } from '../../contracts/policy.ts';
import type { Proposal, ProposalContent } from '../../contracts/proposal.ts';
import { activePolicy, floorOf, lastVersion, policiesOf } from '../look-up.ts';
import type { Objection } from '../objection.ts';
import { hasNoOpenAlarm, isStillCertified, staysWithinConfiguration } from '../rules/evidence.ts';
import { isNoFloor } from '../rules/floors.ts';
import { climbsOneRung, followsActive, hasCooledDown, isOneStep, saysWhatIsHeld } from '../rules/steps.ts';
import { endsLater, restsOnFreshEvidence } from '../rules/time.ts';
import { asksForQuorum } from '../rules/votes.ts';
import type { DecidingOnEvidence } from './deciding.ts';

/** What stands against giving an authority at all, at any moment from its proposal to its activation. */
export function standsAgainst(
  authority: Authority,
  { governance, rules, standing }: DecidingOnEvidence,
): (Objection | null)[] {
  const { domain } = authority;
  return [
    isNoFloor(floorOf(governance, domain), domain),
    hasNoOpenAlarm(governance.alarms, domain),
    isStillCertified(authority, standing),
    staysWithinConfiguration(authority, rules),
  ];
}

/** What stands against a proposal's content, from its proposal to its activation. */
export function contentObjections(
  content: ProposalContent,
  deciding: DecidingOnEvidence,
): (Objection | null)[] {
  const { governance, rules, now } = deciding;
  const { authority, kind } = content;
  const { domain } = authority;
  // A standing plan gives nothing by itself: each of its steps is held to the rules when it is taken.
  if (kind === 'standing-plan')
    return [
      isNoFloor(floorOf(governance, domain), domain),
      hasNoOpenAlarm(governance.alarms, domain),
      asksForQuorum(content, rules),
      endsLater(content, now),
    ];
  const held = activePolicy(governance, domain, now)?.policy ?? null;
  return [
    ...standsAgainst(authority, deciding),
    followsActive(content, lastVersion(governance, domain)),
    saysWhatIsHeld(content, held),
    isOneStep(content, rules, held !== null && actsFrom(held) !== null),
    restsOnFreshEvidence(content, held),
    asksForQuorum(content, rules),
  ];
}

/** What stands against giving it now: rungs and cooldown too. */
export function activationObjections(
  authority: Authority,
  { governance, rules, now }: DecidingOnEvidence,
): (Objection | null)[] {
  const past = policiesOf(governance, authority.domain);
  return [climbsOneRung(authority, past, rules, now), hasCooledDown(authority, past, rules, now)];
}

/** Everything that stands against activating a proposal now, whoever does it. */
export function whyNotNow({ content }: Pick<Proposal, 'content'>, deciding: DecidingOnEvidence): Objection[] {
  const timed = content.kind === 'standing-plan' ? [] : activationObjections(content.authority, deciding);
  return [...contentObjections(content, deciding), ...timed].filter((one) => one !== null);
}
