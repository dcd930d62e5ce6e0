import type { BackupManifest } from '../contracts/backup.ts';
import { backupRecord } from '../store/record/backup-record.ts';
import type { carryBackup, Fetch } from '../store/record/carry-backup.ts';
import { restoreRecord } from '../store/record/restore-record.ts';
import { type StorePlace, withStore } from './with-store.ts';

/**
 * Backs up a store that no process has open.
 *
 * @param folder does not exist yet, or is empty
 * @throws Problem usage: the folder cannot take it; input-refused: there is no such store, another process has it, or
 * the folder cannot be written
 */
export async function backupStoreAt(place: StorePlace, folder: string): Promise<BackupManifest> {
  return withStore(place, (db) => db.transaction(() => backupRecord(db, folder, place.now)));
}

/** Backs up a store that is open, as `carryBackup` does. */
export async function backupAsStream(
  ...asked: Parameters<typeof carryBackup>
): ReturnType<typeof carryBackup> {
  const { carryBackup } = await import('../store/record/carry-backup.ts');
  return carryBackup(...asked);
}

/**
 * Writes what `backupAsStream` sends into a folder.
 *
 * @param folder does not exist yet, or is empty
 * @param fetch has the stream read by what it is given
 * @throws Problem usage: the folder cannot take it; input-refused: what came is damaged, or cannot be written; else what
 * `fetch` throws
 */
export async function takeBackup(folder: string, fetch: Fetch): Promise<BackupManifest> {
  // Only a backup over HTTP needs what reads archives.
  const { unpackBackup } = await import('../store/record/carry-backup.ts');
  return unpackBackup(folder, fetch);
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
