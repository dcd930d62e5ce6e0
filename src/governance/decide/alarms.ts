import type { Alarm } from '../../contracts/governance.ts';
import type { LedgerEvent } from '../../contracts/ledger.ts';
import { NotThere, Problem } from '../../contracts/problem.ts';
import { requireAllowed } from '../objection.ts';
import { mayReviewAlarm } from '../rules/who.ts';
import { type Deciding, eventOf } from './deciding.ts';

/**
 * Raises an alarm, once: where one of the same identity is known already, reviewed or not, there is nothing to do.
 *
 * @throws Problem usage: it is known of another domain
 */
export function raiseAlarm(
  { id, domain, reason, sentence }: Omit<Alarm, 'raisedAt' | 'reviewed'>,
  deciding: Deciding,
): LedgerEvent[] {
  const known = deciding.governance.alarms.find((alarm) => alarm.id === id);
  if (known !== undefined) {
    if (known.domain === domain) return [];
    throw new Problem(
      'usage',
      `${id}: is an alarm of ${known.domain} already; give that of ${domain} another id`,
    );
  }
  const alarm = { id, domain, reason, sentence, raisedAt: deciding.now, reviewed: null };
  return [eventOf(deciding, 'alarm.raised', domain, { alarm })];
}

/**
 * Says that a person has looked at an alarm, and what they found.
 *
 * @throws Problem not-allowed; usage: no such alarm, or reviewed already
 */
export function reviewAlarm(id: string, note: string, deciding: Deciding): LedgerEvent {
  const alarm = deciding.governance.alarms.find((one) => one.id === id);
  if (alarm === undefined) throw new NotThere(`${id}: no such alarm; leeway alarms lists them`);
  if (alarm.reviewed !== null)
    throw new Problem('usage', `${id}: reviewed by ${alarm.reviewed.by} at ${alarm.reviewed.at}`);
  requireAllowed([mayReviewAlarm(deciding.actor, alarm.domain)]);
  return eventOf(deciding, 'alarm.reviewed', alarm.domain, { id, note });
}
