import type { DomainRules } from '../../contracts/configuration.ts';
import type { Policy } from '../../contracts/policy.ts';
import type { Proposal, ProposalContent } from '../../contracts/proposal.ts';
import { DAY_MS } from '../../contracts/time.ts';
import { type Objection, objectIf } from '../objection.ts';

/** Rule G16: a proposal that is past its time is neither voted on nor activated. */
export function isInTime({ id, expiresAt }: Proposal, now: string): Objection | null {
  return objectIf(
    Date.parse(now) >= Date.parse(expiresAt),
    'G16',
    () => `${id} expired at ${expiresAt}; propose anew`,
  );
}

/** Rule G17: authority lasts no longer than `expiresAfter`. */
export function endsInTime(policy: Policy, rules: DomainRules): Objection | null {
  const lasts = Date.parse(policy.expiresAt) - Date.parse(policy.validFrom);
  return objectIf(
    lasts > rules.expiresAfter || lasts <= 0,
    'G17',
    () => `authority in ${policy.domain} lasts at most ${rules.expiresAfter / DAY_MS} days`,
  );
}

/** Rule G18: authority is renewed on evidence that is newer than the policy that it renews. */
export function restsOnFreshEvidence(content: ProposalContent, held: Policy | null): Objection | null {
  if (content.kind !== 'renewal') return null;
  const { domain } = content.authority;
  if (held === null)
    return { rule: 'G18', sentence: `there is no policy of ${domain} to renew; propose a promotion` };
  return objectIf(
    Date.parse(content.evidence.asOf) <= Date.parse(held.validFrom) ||
      content.evidence.certificate === held.certificate,
    'G18',
    () =>
      `the evidence as of ${content.evidence.asOf} is not newer than version ${held.version} of ${domain}; ingest newer decisions first`,
  );
}
