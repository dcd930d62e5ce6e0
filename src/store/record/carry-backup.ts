import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { BackupManifest } from '../../contracts/backup.ts';
import { Problem } from '../../contracts/problem.ts';
import { packFiles, unpackFiles } from '../archive.ts';
import type { Database } from '../database.ts';
import { checkFiles, MANIFEST, readManifest } from './backup-manifest.ts';
import { backupRecord, freePlace } from './backup-record.ts';
import { told } from './error-words.ts';
import { wholeOrNothing } from './whole-or-nothing.ts';

/** Begins a stream, and answers once it was read. */
export type Fetch = (read: (archive: AsyncIterable<Buffer>) => Promise<void>) => Promise<void>;

/**
 * Backs up a store that is open, for who reads it from one stream. The files are gone once that is read, or given up.
 *
 * @param db in a transaction, whose moment it is
 * @param name of the backup, like no other at the time
 * @param at ISO time
 * @throws Problem input-refused: the disk is full
 */
export async function carryBackup(
  db: Pick<Database, 'rows' | 'row' | 'scratch'>,
  { name, at }: { readonly name: string; readonly at: string },
): Promise<Readable> {
  const folder = join(db.scratch, name);
  try {
    await backupRecord(db, folder, at);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(error.code, `the server could not make it: ${error.message}`, error.details);
  }
  return packBackup(folder).once('close', () => rmSync(folder, { recursive: true, force: true }));
}

/** A backup as one stream: a tar archive of its files, with `manifest.json` as the first. */
export function packBackup(folder: string): Readable {
  const tables = readdirSync(folder).filter((file) => file !== MANIFEST);
  return packFiles(folder, [MANIFEST, ...tables.sort()]);
}

/**
 * Writes a backup that comes as such a stream into a folder, once every file is found to be what was sent. The folder is
 * there whole in the end, or not at all.
 *
 * @param folder does not exist yet, or is empty
 * @param fetch has the stream read by what it is given; it is not called where the folder cannot take it
 * @throws Problem usage: something is in the folder, or the folder around it is missing; input-refused: what came is
 * damaged, or cannot be written; else what `fetch` throws
 */
export async function unpackBackup(folder: string, fetch: Fetch): Promise<BackupManifest> {
  const isOwn = (name: string): boolean => name === MANIFEST || /^[a-z0-9_]+\.parquet$/.test(name);
  try {
    return await wholeOrNothing(freePlace(folder), async (path) => {
      mkdirSync(path);
      await fetch((archive) => unpackFiles(archive, path, isOwn, folder));
      const manifest = readManifest(path);
      await checkFiles(path, manifest);
      return { answer: manifest, written: [...readdirSync(path).map((file) => join(path, file)), path] };
    });
  } catch (error) {
    throw told(folder, error);
  }
}
