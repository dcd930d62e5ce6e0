import type { DomainRules } from '../../contracts/configuration.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { Proposal, ProposalContent } from '../../contracts/proposal.ts';
import { DAY_MS } from '../../contracts/time.ts';
import { type Objection, objectIf } from '../objection.ts';
import { isWithin } from '../reach.ts';

/** Rule G16: a proposal that is past its time is neither voted on nor activated. */
export function isInTime({ id, expiresAt }: Proposal, now: string): Objection | null {
  return objectIf(
    Date.parse(now) >= Date.parse(expiresAt),
    'G16',
    () => `${id} expired at ${expiresAt}; propose anew`,
  );
}

/** Rule G16, of what a standing plan asks for: an end that is past leaves nothing to approve. */
export function endsLater({ plan, authority }: ProposalContent, now: string): Objection | null {
  return objectIf(
    plan !== null && Date.parse(now) >= Date.parse(plan.until),
    'G16',
    () => `the standing plan for ${authority.domain} ended at ${plan?.until}; edit it or propose anew`,
  );
}

/** Rule G17: authority lasts no longer than `expiresAfter`. */
export function endsInTime(policy: Policy, rules: DomainRules): Objection | null {
  const lasts = Date.parse(policy.expiresAt) - Date.parse(policy.validFrom);
  return objectIf(
    !(lasts > 0 && lasts <= rules.expiresAfter),
    'G17',
    () => `authority in ${policy.domain} lasts at most ${rules.expiresAfter / DAY_MS} days`,
  );
}

/**
 * Rule G18: authority is renewed on evidence that is newer than the policy that it renews. A promotion that gives no
 * more than what is held renews it too, whatever it is called.
 */
export function restsOnFreshEvidence(content: ProposalContent, held: Policy | null): Objection | null {
  const { domain } = content.authority;
  const isRenewal = content.kind === 'renewal';
  if (held === null)
    return isRenewal
      ? { rule: 'G18', sentence: `there is no policy of ${domain} to renew; propose a promotion` }
      : null;
  if (!isWithin(content.authority, held))
    return isRenewal
      ? {
          rule: 'G18',
          sentence: `a renewal gives no more than version ${held.version} of ${domain}; propose a promotion`,
        }
      : null;
  return objectIf(
    Date.parse(content.evidence.asOf) <= Date.parse(held.validFrom) ||
      content.evidence.certificate === held.certificate,
    'G18',
    () =>
      `the evidence as of ${content.evidence.asOf} is no newer than that of version ${held.version} of ${domain}; ingest newer decisions first`,
  );
}
