import type { Register } from '../../contracts/register.ts';
import { registerOf } from '../../governance/register-of.ts';
import { domainNames } from '../domain-record.ts';
import { type StorePlace, withStore } from '../with-store.ts';
import { governanceIn } from './governing.ts';

/** Who holds what authority today, in every domain of a store. */
export async function registerFromStore(place: StorePlace): Promise<Register> {
  return withStore(place, async (db) => registerOf(await governanceIn(db), await domainNames(db), place.now));
}
