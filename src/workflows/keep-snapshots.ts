import { snapshotRecord } from '../store/record/snapshot-record.ts';
import { unlessServed } from './unless-served.ts';
import { type StorePlace, withStore } from './with-store.ts';

/**
 * Writes a store that no process has open into a file of its own, for servers that only read.
 *
 * @throws Problem usage: there is something else in that place; input-refused: there is no such store, another process has it, or the
 * file cannot be written
 */
export async function snapshotStoreAt(place: StorePlace, file: string): Promise<void> {
  await unlessServed(
    place.path,
    () => ', which alone can write snapshots of it now: start it with leeway serve --snapshot FILE',
    () => withStore(place, (db) => snapshotRecord(db, file)),
  );
}
