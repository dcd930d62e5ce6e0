import type { Register } from '../../contracts/register.ts';
import { registerOf } from '../../governance/register-of.ts';
import type { Database } from '../../store/database.ts';
import { domainNames } from '../domain-record.ts';
import { type StorePlace, withStore } from '../with-store.ts';
import { governanceIn } from './governing.ts';

/** Who holds what authority today, in every domain of a store. */
export async function registerFromStore(place: StorePlace): Promise<Register> {
  return withStore(place, (db) => registerOnRecord(db, place.now));
}

/**
 * The same on a store that is open.
 *
 * @param now ISO time
 */
export async function registerOnRecord(db: Database, now: string): Promise<Register> {
  return registerOf(await governanceIn(db), await domainNames(db), now);
}
