import type { Configuration } from '../../contracts/configuration.ts';
import type { Account } from '../../contracts/oidc.ts';
import { bindAccount, personBehind } from '../../governance/access/bind-account.ts';
import type { Database } from '../../store/database.ts';
import { actorsInLedger } from '../../store/ledger/read-ledger.ts';
import { recordEvents, UNNAMED } from '../record-events.ts';
import { knownCallers } from './known-callers.ts';

/** Somebody whom a provider vouches for. */
export interface Vouched {
  readonly account: Account;
  /** What the provider calls them; null where that cannot be relied on. */
  readonly name: string | null;
  readonly groups: readonly string[];
}

/**
 * The name of whoever has an account, which it gets the first time.
 *
 * @param server what the server is called in the ledger
 * @throws Problem not-allowed: it has no name, or that of somebody else
 */
export async function nameOfAccount(
  db: Database,
  { account, name }: Vouched,
  { people, oidc }: Configuration,
  { now, server }: { readonly now: string; readonly server: string },
): Promise<string> {
  const mapped = oidc?.people ?? {};
  return db.transaction(async () => {
    const { tokens, persons } = await knownCallers(db);
    const known = personBehind(account, persons, mapped);
    if (known !== null) return known.name;
    const taken = [
      ...[server, UNNAMED, ...Object.keys(people), ...persons.map((one) => one.name)],
      ...tokens.map(({ token }) => token.name),
      ...(await actorsInLedger(db)),
    ];
    const event = bindAccount(account, name, mapped, taken, now);
    await recordEvents(db, [event]);
    return event.subject;
  });
}
