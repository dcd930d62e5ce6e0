import type { LedgerEvent } from '../../contracts/ledger.ts';
import { ACCOUNT_BODIES } from '../../contracts/oidc.ts';
import { TOKEN_BODIES } from '../../contracts/token.ts';
import { type KnownPerson, personsOf } from '../../governance/access/persons-of.ts';
import { type KnownToken, tokensOf } from '../../governance/access/tokens-of.ts';
import type { Database } from '../../store/database.ts';
import { readLedger } from '../../store/ledger/read-ledger.ts';
import { eventOfRow } from '../ledger-lines.ts';

/** By what a store knows who calls, oldest first. */
export interface KnownCallers {
  readonly tokens: readonly KnownToken[];
  readonly persons: readonly KnownPerson[];
}

const TYPES = Object.keys({ ...TOKEN_BODIES, ...ACCOUNT_BODIES });

/** By what a store knows who calls. */
export async function knownCallers(db: Database): Promise<KnownCallers> {
  const events: LedgerEvent[] = [];
  for await (const row of readLedger(db, { type: TYPES })) events.push(eventOfRow(row));
  return { tokens: tokensOf(events), persons: personsOf(events) };
}
