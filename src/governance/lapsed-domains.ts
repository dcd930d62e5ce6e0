import { actsFrom } from '../contracts/authority-level.ts';
import type { Governance } from '../contracts/governance.ts';
import type { Lapsed } from '../contracts/lapsed.ts';
import { floorOf, inForce, policiesOf, policyDomains } from './look-up.ts';

/**
 * The domains, by name, in which the AI lost its authority and nobody took it: it ran out, or the evidence carries it no longer.
 *
 * @param now ISO time
 */
export function lapsedDomains(governance: Governance, now: string): Lapsed[] {
  return policyDomains(governance)
    .sort()
    .flatMap((domain): Lapsed[] => {
      const past = policiesOf(governance, domain);
      const active = inForce(past, now)?.policy;
      if (floorOf(governance, domain) !== null || (active && actsFrom(active) !== null)) return [];
      // Where the AI may nothing, the policy before says why.
      const last = past.at(active === undefined ? -1 : -2);
      if (last === undefined) return [];
      const { version, expiresAt } = last.policy;
      const { by, reason } = last.ended ?? { by: 'expired', reason: `authority ended at ${expiresAt}` };
      return by === 'expired' || by === 'demoted' ? [{ domain, version, by, reason }] : [];
    });
}
