import type { Floor, Governance, PolicyRecord } from '../contracts/governance.ts';
import { NotThere } from '../contracts/problem.ts';
import type { Proposal } from '../contracts/proposal.ts';

/** The policies of a domain in the order of their versions, the newest last. */
export function policiesOf({ policies }: Governance, domain: string): PolicyRecord[] {
  return policies.filter(({ policy }) => policy.domain === domain);
}

/** The domains that ever had a policy. */
export function policyDomains({ policies }: Governance): string[] {
  return [...new Set(policies.map(({ policy }) => policy.domain))];
}

/** The policy in force; null where there is none, or its time is over whether or not anybody has said so. */
export function activePolicy(governance: Governance, domain: string, now: string): PolicyRecord | null {
  return inForce(policiesOf(governance, domain), now);
}

/** The same of the policies of one domain, the newest last. */
export function inForce(past: readonly PolicyRecord[], now: string): PolicyRecord | null {
  const newest = past.at(-1);
  if (newest === undefined || newest.ended !== null) return null;
  return Date.parse(newest.policy.expiresAt) > Date.parse(now) ? newest : null;
}

/** Version of the newest policy of a domain, in force or not; 0 where there never was one. */
export function lastVersion(governance: Governance, domain: string): number {
  return policiesOf(governance, domain).at(-1)?.policy.version ?? 0;
}

export function floorOf({ floors }: Governance, domain: string): Floor | null {
  return floors.find((floor) => floor.domain === domain) ?? null;
}

/** The standing plan of a domain that is in force; null where there is none. */
export function standingPlan({ proposals }: Governance, domain: string): Proposal | null {
  return (
    proposals.find(
      (one) => one.domain === domain && one.content.kind === 'standing-plan' && one.state === 'active',
    ) ?? null
  );
}

/** @throws NotThere */
export function proposalOf({ proposals }: Governance, id: string): Proposal {
  const found = proposals.find((one) => one.id === id);
  if (found === undefined) throw new NotThere(`${id}: no such proposal; leeway proposals lists them`);
  return found;
}

/** Proposals of a domain that are still to be decided or activated. */
export function pendingProposals({ proposals }: Governance, domain: string): Proposal[] {
  return proposals.filter(
    (one) => one.domain === domain && ['open', 'changes-requested', 'approved'].includes(one.state),
  );
}
