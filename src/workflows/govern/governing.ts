import type { Actor } from '../../contracts/actor.ts';
import type { Configuration } from '../../contracts/configuration.ts';
import type { Governance } from '../../contracts/governance.ts';
import { GOVERNANCE_BODIES } from '../../contracts/governance-event.ts';
import type { LedgerEvent } from '../../contracts/ledger.ts';
import type { Deciding } from '../../governance/decide/deciding.ts';
import { evolve, NO_GOVERNANCE, understoodEvent } from '../../governance/governance-of.ts';
import type { Database } from '../../store/database.ts';
import { readLedger } from '../../store/ledger/read-ledger.ts';
import { eventOfRow } from '../ledger-lines.ts';
import { recordEvents } from '../record-events.ts';

/** Who governs a store, when, and by which configuration. */
export interface Governing {
  readonly db: Database;
  /** ISO time */
  readonly now: string;
  readonly actor: Actor;
  readonly configuration: Configuration;
  /** ISO time as of which evidence is judged. */
  readonly asOf: string;
  /** What made the packs: the version, and a digest of the code. */
  readonly madeBy: { readonly leeway: string; readonly code: string | null };
}

/** Types of the events that change who may do what: a busy store has far more that only tell. */
const DECISIVE = Object.keys(GOVERNANCE_BODIES);

/** What the events of a store's ledger come to. */
export async function governanceIn(db: Database): Promise<Governance> {
  let governance = NO_GOVERNANCE;
  for await (const row of readLedger(db, { type: DECISIVE })) {
    const event = understoodEvent(eventOfRow(row));
    if (event !== null) governance = evolve(governance, event);
  }
  return governance;
}

/**
 * Decides, and remembers what was decided, in one transaction: what others decided meanwhile either is seen or stops it.
 *
 * @param decide answers the events; it sees all that was decided before
 * @returns governance after them, and the events
 */
export async function decideIn(
  { db, now, actor }: Pick<Governing, 'db' | 'now' | 'actor'>,
  decide: (deciding: Deciding) => readonly LedgerEvent[],
  beside: () => Promise<void> = async () => {},
): Promise<{ readonly governance: Governance; readonly events: readonly LedgerEvent[] }> {
  return db.transaction(async () => {
    const governance = await governanceIn(db);
    const events = decide({ governance, now, actor });
    const after = afterEvents(governance, events);
    await recordEvents(db, events);
    await beside();
    return { governance: after, events };
  });
}

/** Governance after events more. */
export function afterEvents(governance: Governance, events: readonly LedgerEvent[]): Governance {
  return events.reduce((sofar, event) => {
    const understood = understoodEvent(event);
    return understood === null ? sofar : evolve(sofar, understood);
  }, governance);
}
