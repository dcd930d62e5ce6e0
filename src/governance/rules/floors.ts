import type { Actor } from '../../contracts/actor.ts';
import type { Floor } from '../../contracts/governance.ts';
import { type Objection, objectIf } from '../objection.ts';
import { holds } from './who.ts';

/** Rule G22: a floor never graduates. */
export function isNoFloor(floor: Floor | null, domain: string): Objection | null {
  return objectIf(
    floor !== null,
    'G22',
    () => `${domain} is a floor and stays in the loop: ${floor?.reason} (owner: ${floor?.owner})`,
  );
}

/** Rule G23: a lead, the board or an administrator sets a floor; only somebody of the board who did not set it lifts it. */
export function maySetFloor(actor: Actor, domain: string): Objection | null {
  return objectIf(
    actor.kind === 'job' || !holds(actor, ['lead', 'board', 'admin'], domain),
    'G23',
    () => `${actor.name} may not set a floor for ${domain}; a lead, its board or an administrator may`,
  );
}

/** Rule G23, its other half. */
export function mayLiftFloor(actor: Actor, { domain, setBy }: Floor): Objection | null {
  return objectIf(
    actor.kind === 'job' || !holds(actor, ['board'], domain) || actor.name === setBy,
    'G23',
    () => `${actor.name} may not lift the floor of ${domain}; a member of its board who did not set it may`,
  );
}
