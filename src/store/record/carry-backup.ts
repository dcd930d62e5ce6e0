import { createReadStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, Header } from 'tar';
import type { BackupManifest } from '../../contracts/backup.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../database.ts';
import { checkFiles, MANIFEST, readManifest } from './backup-manifest.ts';
import { backupRecord, freePlace } from './backup-record.ts';
import { told } from './error-words.ts';
import { wholeOrNothing } from './whole-or-nothing.ts';

/** Begins a stream, and answers once it was read. */
export type Fetch = (read: (archive: NodeJS.ReadableStream) => Promise<void>) => Promise<void>;

/** So much ends an archive, and so much is a block of it. */
const [END_BYTES, BLOCK_BYTES] = [1024, 512];

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
  return Readable.from(archiveOf(folder), { objectMode: false });
}

/** Holds one file open at a time, and none once whoever reads goes away. */
async function* archiveOf(folder: string): AsyncGenerator<Buffer> {
  const tables = readdirSync(folder).filter((file) => file !== MANIFEST);
  for (const path of [MANIFEST, ...tables.sort()]) {
    const { size, mtime } = statSync(join(folder, path));
    const block = Buffer.alloc(BLOCK_BYTES);
    new Header({ path, size, mtime, mode: 0o644, type: 'File' }).encode(block, 0);
    yield block;
    for await (const piece of createReadStream(join(folder, path), { highWaterMark: 1 << 18 })) yield piece;
    yield Buffer.alloc((BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES);
  }
  yield Buffer.alloc(END_BYTES);
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
  try {
    return await wholeOrNothing(freePlace(folder), async (path) => {
      mkdirSync(path);
      // Whoever sends it says where nothing goes: no folders, no links.
      const isPlain = (name: string, entry: object): boolean =>
        /^[a-z0-9_]+\.(?:json|parquet)$/.test(name) && 'type' in entry && entry.type === 'File';
      await fetch((archive) =>
        pipeline(archive, extract({ cwd: path, strict: true, noChmod: true, filter: isPlain })),
      );
      const manifest = readManifest(path);
      await checkFiles(path, manifest);
      return { answer: manifest, written: [...readdirSync(path).map((file) => join(path, file)), path] };
    });
  } catch (error) {
    throw unpacked(folder, error) ?? told(folder, error);
  }
}

/** What the reader of archives could not read or write; null for what else went wrong. */
function unpacked(folder: string, error: unknown): Problem | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const refuse = (reason: string): Problem => new Problem('input-refused', `${folder}: ${reason}`);
  if (/^(?:TAR|Z)_/.test(code)) return refuse(`what came is damaged (${code}); take another backup`);
  // The system does not say of a write where it was.
  return code === 'ENOSPC' ? refuse('the disk is full; make room and run it again') : null;
}
