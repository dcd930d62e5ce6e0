import { actsFrom } from '../../contracts/authority-level.ts';
import type { PolicyRecord } from '../../contracts/governance.ts';
import type { LedgerEvent } from '../../contracts/ledger.ts';
import type { Authority, Policy } from '../../contracts/policy.ts';
import { Problem } from '../../contracts/problem.ts';
import { activePolicy, lastVersion } from '../look-up.ts';
import { requireAllowed } from '../objection.ts';
import { authorityOf } from '../rules/steps.ts';
import { onlyNarrows } from '../rules/taking-back.ts';
import { mayTakeBack } from '../rules/who.ts';
import { type Deciding, eventOf } from './deciding.ts';

/**
 * Narrows a domain at once: one person, no quorum.
 *
 * @throws Problem not-allowed
 */
export function narrow(next: Authority, reason: string, deciding: Deciding): LedgerEvent {
  const held = activePolicy(deciding.governance, next.domain, deciding.now);
  requireAllowed([
    mayTakeBack(deciding.actor, next.domain),
    onlyNarrows(next, held === null ? null : authorityOf(held.policy)),
  ]);
  const policy = successor(held as PolicyRecord, next, deciding);
  return eventOf(deciding, 'policy.narrowed', next.domain, { policy, reason });
}

/**
 * Puts a domain back into the loop, because its record no longer carries it (`demoted`) or somebody wants it so (`revoked`).
 *
 * @param alarm the alarm that it follows from; null for none
 * @throws Problem not-allowed: by its role; usage: nothing is in force there
 */
export function putInTheLoop(
  domain: string,
  how: 'demoted' | 'revoked',
  reason: string,
  deciding: Deciding,
  alarm: string | null = null,
): LedgerEvent {
  const held = activePolicy(deciding.governance, domain, deciding.now);
  requireAllowed([mayTakeBack(deciding.actor, domain)]);
  if (held === null || actsFrom(held.policy) === null)
    throw new Problem('usage', `${domain}: the AI has no authority there that could be taken back`);
  const policy = successor(
    held,
    { ...authorityOf(held.policy), autonomous: null, onTheLoop: null },
    deciding,
  );
  return how === 'demoted'
    ? eventOf(deciding, 'policy.demoted', domain, { policy, reason, alarm })
    : eventOf(deciding, 'policy.revoked', domain, { policy, reason });
}

/** What is taken back keeps the end, and the evidence, of what it is taken from. */
function successor(held: PolicyRecord, next: Authority, { governance, now, actor }: Deciding): Policy {
  const { certificate, expiresAt } = held.policy;
  const version = lastVersion(governance, next.domain) + 1;
  return { ...next, version, certificate, approvedBy: [actor.name], validFrom: now, expiresAt };
}
