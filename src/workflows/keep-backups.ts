import type { BackupManifest } from '../contracts/backup.ts';
import type { Database } from '../store/database.ts';
import { backupRecord } from '../store/record/backup-record.ts';
import { restoreRecord } from '../store/record/restore-record.ts';
import { type StorePlace, withStore } from './with-store.ts';

/**
 * Backs up a store that is open: as it is at this moment, whatever others write to it meanwhile.
 *
 * @param db on a connection on which no transaction is open
 * @param folder does not exist yet, or is empty
 * @param at ISO time
 * @throws Problem usage: the folder cannot take it; input-refused: it cannot be written
 */
async function backupStore(
  db: Pick<Database, 'transaction' | 'rows' | 'row'>,
  folder: string,
  at: string,
): Promise<BackupManifest> {
  return backupRecord(db, folder, at);
}

/**
 * Backs up a store that no process has open.
 *
 * @throws Problem as `backupStore`; input-refused: there is no such store, or another process has it
 */
export async function backupStoreAt(place: StorePlace, folder: string): Promise<BackupManifest> {
  return withStore(place, (db) => backupStore(db, folder, place.now));
}

/**
 * Makes a store of a backup.
 *
 * @throws Problem usage: there is something at the place; input-refused: the backup is damaged; check-failed: a newer
 * leeway made it
 */
export async function restoreStore(place: StorePlace, folder: string): Promise<BackupManifest> {
  return restoreRecord(folder, place.path, place.now);
}
