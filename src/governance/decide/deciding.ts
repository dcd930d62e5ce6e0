import type { Actor } from '../../contracts/actor.ts';
import type { DomainRules } from '../../contracts/configuration.ts';
import type { Governance } from '../../contracts/governance.ts';
import type { GovernanceEvent, GovernanceEventType } from '../../contracts/governance-event.ts';
import { LedgerEvent } from '../../contracts/ledger.ts';
import type { Standing } from '../standing.ts';

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

/** An event of governance as the ledger takes it. */
export function eventOf<T extends GovernanceEventType>(
  { now, actor }: Pick<Deciding, 'now' | 'actor'>,
  type: T,
  subject: string,
  body: Extract<GovernanceEvent, { type: T }>['body'],
): LedgerEvent {
  // Through JSON, as it will be read again: what JSON cannot say shows here, not years later.
  return LedgerEvent.parse({
    at: now,
    actor: actor.name,
    type,
    subject,
    body: JSON.parse(JSON.stringify(body)),
  });
}
