import type { Floor } from '../../contracts/governance.ts';
import type { LedgerEvent } from '../../contracts/ledger.ts';
import { Problem } from '../../contracts/problem.ts';
import { activePolicy, floorOf } from '../look-up.ts';
import { requireAllowed } from '../objection.ts';
import { actsFrom } from '../reach.ts';
import { mayLiftFloor, maySetFloor } from '../rules/floors.ts';
import { type Deciding, eventOf } from './deciding.ts';
import { putInTheLoop } from './take-back.ts';

/**
 * Makes a domain a floor; where the AI has authority there, that is revoked with it.
 *
 * @throws Problem not-allowed
 */
export function setFloor(
  { domain, reason, owner, legalSource }: Omit<Floor, 'setBy' | 'setAt'>,
  deciding: Deciding,
): LedgerEvent[] {
  requireAllowed([maySetFloor(deciding.actor, domain)]);
  const floor = { domain, reason, owner, legalSource, setBy: deciding.actor.name, setAt: deciding.now };
  const held = activePolicy(deciding.governance, domain, deciding.now);
  const revoked =
    held === null || actsFrom(held.policy) === null
      ? []
      : [putInTheLoop(domain, 'revoked', `${domain} became a floor: ${reason}`, deciding)];
  return [...revoked, eventOf(deciding, 'floor.set', domain, { floor })];
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
