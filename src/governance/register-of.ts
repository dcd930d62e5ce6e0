import { levelOf } from '../contracts/authority-level.ts';
import type { Governance } from '../contracts/governance.ts';
import type { Register, RegisterEntry } from '../contracts/register.ts';
import { NO_GOVERNANCE } from './governance-of.ts';
import { activePolicy, floorOf, policiesOf, policyDomains, standingPlan } from './look-up.ts';

/**
 * Who holds what authority at a moment.
 *
 * @param domains that have decisions; those that only governance knows come beside them
 * @param now ISO time
 */
export function registerOf(governance: Governance, domains: readonly string[], now: string): Register {
  const { floors, alarms } = governance;
  const known = [
    ...domains,
    ...policyDomains(governance),
    ...[...floors, ...alarms].map(({ domain }) => domain),
  ];
  const names = [...new Set(known)].sort();
  const parts = byDomain(governance);
  return {
    ...{ version: 1, at: now },
    domains: names.map((domain) => entryOf(parts.get(domain) ?? NO_GOVERNANCE, domain, now)),
  };
}

/** Governance of each domain alone: to look for every domain among all the others takes a square of them. */
function byDomain({ proposals, policies, floors, alarms }: Governance): Map<string, Governance> {
  const parts = new Map<string, Governance>();
  const partOf = (domain: string): Governance => {
    const part = parts.get(domain) ?? { proposals: [], policies: [], floors: [], alarms: [] };
    parts.set(domain, part);
    return part;
  };
  for (const one of proposals) partOf(one.domain).proposals.push(one);
  for (const one of policies) partOf(one.policy.domain).policies.push(one);
  for (const one of floors) partOf(one.domain).floors.push(one);
  for (const one of alarms) partOf(one.domain).alarms.push(one);
  return parts;
}

/** @param governance of this domain alone */
function entryOf(governance: Governance, domain: string, now: string): RegisterEntry {
  const held = activePolicy(governance, domain, now);
  const floor = floorOf(governance, domain);
  const newest = policiesOf(governance, domain).at(-1) ?? null;
  const { policy = null, proposal = null } = held ?? {};
  const level = policy === null ? 'in-the-loop' : levelOf(policy);
  const ends = newest?.ended?.at ?? newest?.policy.expiresAt ?? null;
  return {
    domain,
    level: floor === null ? level : 'floor',
    autonomous: policy?.autonomous ?? null,
    onTheLoop: policy?.onTheLoop ?? null,
    maxAmount: policy?.maxAmount ?? null,
    alwaysReview: policy?.alwaysReview ?? [],
    excluded: policy?.excluded ?? [],
    model: level === 'in-the-loop' ? null : (policy?.model ?? null),
    version: newest?.policy.version ?? null,
    approvedBy: policy?.approvedBy ?? [],
    since: floor?.setAt ?? policy?.validFrom ?? ends,
    until: policy?.expiresAt ?? null,
    proposal,
    plan: standingPlan(governance, domain)?.id ?? null,
    floor,
    lastAlarm: governance.alarms.at(-1) ?? null,
  };
}
