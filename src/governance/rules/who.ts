import type { Actor, Role } from '../../contracts/actor.ts';
import type { Proposal } from '../../contracts/proposal.ts';
import { type Objection, objectIf } from '../objection.ts';

/** Whether somebody holds one of the roles for a domain. */
export function holds(actor: Actor, roles: readonly Role[], domain: string): boolean {
  return isInScope(actor, domain) && actor.roles.some((role) => roles.includes(role));
}

/** Whether a domain is among those that somebody's roles are for. */
function isInScope({ domains }: Actor, domain: string): boolean {
  return domains === null || domains.includes(domain);
}

/** The same, or a scheduled job of that domain. */
function holdsOrIsJob(actor: Actor, roles: readonly Role[], domain: string): boolean {
  return actor.kind === 'job' ? isInScope(actor, domain) : holds(actor, roles, domain);
}

/** Rule G1: a lead of the domain proposes, or the scheduled run. */
export function mayPropose(actor: Actor, domain: string): Objection | null {
  return objectIf(
    !holdsOrIsJob(actor, ['lead'], domain),
    'G1',
    () => `${actor.name} may not propose for ${domain}; a lead of the domain may`,
  );
}

/** Rule G2: a lead of the domain edits; a job never does. What the edit undoes is in the transition. */
export function mayEdit(actor: Actor, domain: string): Objection | null {
  return objectIf(
    actor.kind === 'job' || !holds(actor, ['lead'], domain),
    'G2',
    () => `${actor.name} may not edit proposals for ${domain}; a lead of the domain may`,
  );
}

/** Rule G3: a person votes who is a lead of the domain or sits on its board; a job never votes. */
export function mayVote(actor: Actor, domain: string): Objection | null {
  return objectIf(
    actor.kind === 'job' || !holds(actor, ['lead', 'board'], domain),
    'G3',
    () => `${actor.name} has no vote on ${domain}; its leads and its board have`,
  );
}

/** Rule G4: the author withdraws, or a lead of the domain. */
export function mayWithdraw(actor: Actor, { author, domain, id }: Proposal): Objection | null {
  return objectIf(
    actor.name !== author && (actor.kind === 'job' || !holds(actor, ['lead'], domain)),
    'G4',
    () => `${actor.name} may not withdraw ${id}; its author ${author} or a lead of ${domain} may`,
  );
}

/** Rule G5: a lead, the board or an administrator activates what was approved, or the scheduled run. */
export function mayActivate(actor: Actor, domain: string): Objection | null {
  return objectIf(
    !holdsOrIsJob(actor, ['lead', 'board', 'admin'], domain),
    'G5',
    () => `${actor.name} may not activate proposals of ${domain}; a lead, its board or an administrator may`,
  );
}

/** Rule G12: whoever wrote any part of a proposal never approves it. */
export function isNotOwnApproval(actor: Actor, { editors, id }: Proposal): Objection | null {
  return objectIf(
    editors.includes(actor.name),
    'G12',
    () => `${actor.name} wrote ${id} and may not approve it; somebody else has to`,
  );
}

/** Rule G20: one person of the leads, the board or the administrators takes authority back, and so does the scheduled run. */
export function mayTakeBack(actor: Actor, domain: string): Objection | null {
  return objectIf(
    !holdsOrIsJob(actor, ['lead', 'board', 'admin'], domain),
    'G20',
    () =>
      `${actor.name} may not take authority back in ${domain}; a lead, a member of its board or an administrator may`,
  );
}

/** Rule G25: a lead or a member of the board reviews an alarm; a job never does. */
export function mayReviewAlarm(actor: Actor, domain: string): Objection | null {
  return objectIf(
    actor.kind === 'job' || !holds(actor, ['lead', 'board'], domain),
    'G25',
    () => `${actor.name} may not review alarms of ${domain}; a lead or a member of its board may`,
  );
}
