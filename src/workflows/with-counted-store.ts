import type { Database } from '../store/database.ts';
import { unlessServed } from './unless-served.ts';
import { type StorePlace, withStore } from './with-store.ts';

/**
 * Does something with a store that is to take counts. A server that has it open is asked for none of that, and cannot be: it takes
 * decisions and verdicts, and no counts.
 *
 * @throws Problem input-refused: a server has the store; else as `withStore`
 */
export async function withCountedStore<T>(place: StorePlace, work: (db: Database) => Promise<T>): Promise<T> {
  return unlessServed(
    place.path,
    ', and takes no counts; stop it while they are taken, or show snapshots of the store instead (leeway snapshot, leeway serve --read-only)',
    () => withStore(place, work),
  );
}
