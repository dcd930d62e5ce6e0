import { actsFrom } from '../../contracts/authority-level.ts';
import type { Floor } from '../../contracts/governance.ts';
import type { LedgerEvent } from '../../contracts/ledger.ts';
import { Problem } from '../../contracts/problem.ts';
import { activePolicy, floorOf, pendingProposals } from '../look-up.ts';
import { requireAllowed } from '../objection.ts';
import { mayLiftFloor, maySetFloor } from '../rules/floors.ts';
import { type Deciding, eventOf } from './deciding.ts';
import { putInTheLoop } from './take-back.ts';

/**
 * Makes a domain a floor. What the AI has there is revoked, and what waits there is withdrawn: nothing comes back by
 * itself when the floor is lifted. Where it is that floor already, there is nothing to do.
 *
 * @throws Problem not-allowed; usage: it is a floor for another reason
 */
export function setFloor(
  { domain, reason, owner, legalSource }: Omit<Floor, 'setBy' | 'setAt'>,
  deciding: Deciding,
): LedgerEvent[] {
  requireAllowed([maySetFloor(deciding.actor, domain)]);
  const standing = floorOf(deciding.governance, domain);
  if (standing !== null) {
    const isSame =
      standing.reason === reason && standing.owner === owner && standing.legalSource === legalSource;
    if (isSame) return [];
    // Who set it may not lift it, and so nobody becomes who set it in passing.
    throw new Problem('usage', `${domain} is a floor already: ${standing.reason}; lift it first`);
  }
  const floor = { domain, reason, owner, legalSource, setBy: deciding.actor.name, setAt: deciding.now };
  const held = activePolicy(deciding.governance, domain, deciding.now);
  const revoked =
    held === null || actsFrom(held.policy) === null
      ? []
      : [putInTheLoop(domain, 'revoked', `${domain} became a floor: ${reason}`, deciding)];
  const withdrawn = pendingProposals(deciding.governance, domain).map(({ id }) =>
    eventOf(deciding, 'proposal.withdrawn', id, { reason: `${domain} became a floor` }),
  );
  return [...revoked, ...withdrawn, eventOf(deciding, 'floor.set', domain, { floor })];
}

/**
 * Lifts a floor. That gives nothing: the domain may be proposed for again.
 *
 * @throws Problem not-allowed; usage: it is none
 */
export function liftFloor(domain: string, reason: string, deciding: Deciding): LedgerEvent {
  const floor = floorOf(deciding.governance, domain);
  if (floor === null) throw new Problem('usage', `${domain} is no floor; leeway floor lists them`);
  requireAllowed([mayLiftFloor(deciding.actor, floor)]);
  return eventOf(deciding, 'floor.lifted', domain, { reason });
}
