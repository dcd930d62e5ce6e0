import type { Floor, Governance } from '../../contracts/governance.ts';
import type { Policy } from '../../contracts/policy.ts';
import { Problem } from '../../contracts/problem.ts';
import { reviewAlarm } from '../../governance/decide/alarms.ts';
import { liftFloor, setFloor } from '../../governance/decide/floors.ts';
import { narrow, putInTheLoop } from '../../governance/decide/take-back.ts';
import { activePolicy, policiesOf } from '../../governance/look-up.ts';
import { narrowedTo } from '../../governance/next-authority.ts';
import { authorityOf } from '../../governance/rules/steps.ts';
import { decideIn, type Governing } from './governing.ts';

/** What is left to the AI in a domain after a narrowing. */
export interface NarrowRequest {
  readonly domain: string;
  /** Nothing below it any more; null leaves thresholds as they are. */
  readonly threshold: number | null;
  /** No larger amounts any more; null leaves the amount as it is. */
  readonly maxAmount: number | null;
  readonly reason: string;
}

/**
 * Narrows a domain at once, by one person.
 *
 * @throws Problem not-allowed
 */
export async function narrowDomain(governing: Governing, request: NarrowRequest): Promise<Policy> {
  const { domain, threshold, maxAmount, reason } = request;
  const { governance } = await decideIn(governing, (deciding) => {
    const held = activePolicy(deciding.governance, domain, governing.now);
    if (held === null)
      throw new Problem('usage', `${domain}: the AI has no authority there that could be narrowed`);
    const authority = authorityOf(held.policy);
    const raised = threshold === null ? authority : narrowedTo(authority, threshold);
    return [narrow({ ...raised, maxAmount: maxAmount ?? raised.maxAmount }, reason, deciding)];
  });
  return newestPolicy(governance, domain);
}

/**
 * Puts a domain back into the loop, by one person.
 *
 * @throws Problem not-allowed; usage: nothing is in force there
 */
export async function revokeDomain(governing: Governing, domain: string, reason: string): Promise<Policy> {
  const { governance } = await decideIn(governing, (deciding) => [
    putInTheLoop(domain, 'revoked', reason, deciding),
  ]);
  return newestPolicy(governance, domain);
}

/** @throws Problem not-allowed; usage: it is a floor for another reason */
export async function makeFloor(
  governing: Governing,
  floor: Omit<Floor, 'setBy' | 'setAt'>,
): Promise<Governance> {
  return (await decideIn(governing, (deciding) => setFloor(floor, deciding))).governance;
}

/** @throws Problem not-allowed; usage: it is none */
export async function endFloor(governing: Governing, domain: string, reason: string): Promise<Governance> {
  return (await decideIn(governing, (deciding) => [liftFloor(domain, reason, deciding)])).governance;
}

/** @throws Problem not-allowed; usage: no such alarm */
export async function reviewAlarmOf(governing: Governing, id: string, note: string): Promise<Governance> {
  return (await decideIn(governing, (deciding) => [reviewAlarm(id, note, deciding)])).governance;
}

function newestPolicy(governance: Governance, domain: string): Policy {
  const newest = policiesOf(governance, domain).at(-1);
  if (newest === undefined) throw new TypeError(`${domain} has no policy`);
  return newest.policy;
}
