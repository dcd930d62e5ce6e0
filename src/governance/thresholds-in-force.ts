import type { Governance } from '../contracts/governance.ts';
import { Thresholds } from '../contracts/thresholds.ts';
import { digest } from './digest.ts';
import { activePolicy, floorOf, policyDomains } from './look-up.ts';

/**
 * What may be told to others: each policy that people have approved and that is in force, and the floors. The same
 * governance gives the same, whatever order its keys were kept in; so does any time until something begins or runs out.
 *
 * @param now ISO time
 */
export function thresholdsInForce(governance: Governance, now: string): Thresholds {
  const policies = policyDomains(governance).flatMap((domain) => {
    const policy = activePolicy(governance, domain, now)?.policy;
    // A floor takes all authority from its domain, whatever was approved before.
    if (policy === undefined || floorOf(governance, domain) !== null) return [];
    return Date.parse(policy.validFrom) <= Date.parse(now) ? [policy] : [];
  });
  const floors = governance.floors.map(({ domain, reason, owner, legalSource }) => ({
    ...{ domain, reason, owner, legalSource },
  }));
  const content = {
    version: 1,
    policies: policies.sort(byDomain),
    floors: floors.sort(byDomain),
  };
  return Thresholds.parse({ ...content, revision: digest(content) });
}

/** By code units: an order that no language or machine changes. */
function byDomain(a: { readonly domain: string }, b: { readonly domain: string }): number {
  return a.domain < b.domain ? -1 : Number(a.domain > b.domain);
}
