import type { Register } from '../../contracts/register.ts';
import { registerOf } from '../../governance/register-of.ts';
import { raw } from '../../store/sql.ts';
import { type StorePlace, withStore } from '../with-store.ts';
import { governanceIn } from './governing.ts';

/** Who holds what authority today, in every domain of a store. */
export async function registerFromStore(place: StorePlace): Promise<Register> {
  return withStore(place, async (db) => {
    const domains = await db.column(raw('SELECT DISTINCT domain FROM circumstances ORDER BY domain'));
    return registerOf(await governanceIn(db), domains.map(String), place.now);
  });
}
