import { actsFrom } from '../../contracts/authority-level.ts';
import type { DomainRules } from '../../contracts/configuration.ts';
import type { Governance } from '../../contracts/governance.ts';
import { quorumOf } from '../../contracts/quorum.ts';
import { activePolicy, pendingProposals, standingPlan } from '../look-up.ts';
import { type Objection, objectIf } from '../objection.ts';

/** The rules of a domain as they are, and as somebody would have them. */
export interface RulesChange {
  readonly domain: string;
  readonly before: DomainRules;
  readonly after: DomainRules;
}

/**
 * Rule G26: a rule becomes looser only where nothing that people voted or vote on rests on it.
 *
 * @param loosened names of rules that may let more pass in this domain
 */
export function loosensNothingVotedOn(
  domain: string,
  loosened: readonly string[],
  governance: Governance,
  now: string,
): Objection | null {
  const resting = restingOn(governance, domain, now);
  return objectIf(
    loosened.length > 0 && resting.length > 0,
    'G26',
    () =>
      `${loosened.join(', ')} of ${domain} may let more pass than was known when people came to ${resting.join(', ')}; revoke or withdraw that first, and propose anew`,
  );
}

/** Rule G27: nobody lowers a quorum from a distance. */
export function lowersNoQuorum({ domain, before, after }: RulesChange): Objection | null {
  const [was, is] = [quorumOf(before.quorum), quorumOf(after.quorum)];
  return objectIf(
    is.lead < was.lead || is.board < was.board,
    'G27',
    () =>
      `${domain} would need fewer votes than ${was.lead} of its leads and ${was.board} of its board; who runs the server changes that in its file`,
  );
}

/** What people voted or vote on in a domain, in words: its policy in force, its plan, its proposals. */
function restingOn(governance: Governance, domain: string, now: string): string[] {
  const held = activePolicy(governance, domain, now);
  const plan = standingPlan(governance, domain);
  return [
    ...(held !== null && actsFrom(held.policy) !== null ? [`version ${held.policy.version}`] : []),
    ...(plan === null ? [] : [`the plan ${plan.id}`]),
    ...pendingProposals(governance, domain).map(({ id }) => id),
  ];
}
