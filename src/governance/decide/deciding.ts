import type { Actor } from '../../contracts/actor.ts';
import type { DomainRules } from '../../contracts/configuration.ts';
import type { Governance } from '../../contracts/governance.ts';
import {
  GOVERNANCE_BODIES,
  type GovernanceEvent,
  type GovernanceEventType,
} from '../../contracts/governance-event.ts';
import { LedgerEvent } from '../../contracts/ledger.ts';
import type { Standing } from '../standing.ts';
import { understood } from '../understood.ts';

/** Who decides, when, and on what is remembered. Each decision answers the events to append; nothing else changes. */
export interface Deciding {
  readonly governance: Governance;
  /** ISO time. */
  readonly now: string;
  readonly actor: Actor;
}

/** The same where the evidence and the domain's rules are asked too. */
export interface DecidingOnEvidence extends Deciding {
  readonly rules: DomainRules;
  readonly standing: Standing | null;
}

/**
 * An event of governance as the ledger takes it. What could not be read again is not written: one such entry, and
 * nobody could decide anything any more.
 *
 * @throws Problem usage: its body is not what an event of its type says
 */
export function eventOf<T extends GovernanceEventType>(
  { now, actor }: Pick<Deciding, 'now' | 'actor'>,
  type: T,
  subject: string,
  body: Extract<GovernanceEvent, { type: T }>['body'],
): LedgerEvent {
  const said = understood<unknown>(GOVERNANCE_BODIES[type], body, subject);
  return LedgerEvent.parse({
    ...{ at: now, actor: actor.name, type, subject },
    body: JSON.parse(JSON.stringify(said)),
  });
}
