import type { LedgerEvent } from '../../contracts/ledger.ts';
import { ACCOUNT_BODIES, type Account } from '../../contracts/oidc.ts';

/** Who an account is. */
export interface KnownPerson extends Account {
  readonly name: string;
}

/** The people behind accounts that a ledger tells of, oldest first; all other events are passed over. */
export function personsOf(events: Iterable<LedgerEvent>): KnownPerson[] {
  const known: KnownPerson[] = [];
  for (const { type, subject, body } of events)
    if (type === 'account.bound') known.push({ ...ACCOUNT_BODIES[type].parse(body), name: subject });
  return known;
}
