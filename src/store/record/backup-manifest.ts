import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { BackupManifest, type BackupTable } from '../../contracts/backup.ts';
import { Problem } from '../../contracts/problem.ts';
import { fileDigest } from '../file-digest.ts';

export const MANIFEST = 'manifest.json';

const Digested = BackupManifest.omit({ sha256: true });

/** File of a table in the folder of a backup. */
export function tableFile(folder: string, table: string): string {
  return join(folder, `${table}.parquet`);
}

/** What `manifest.json` says, with a digest of itself. */
export function manifestOf(parts: Omit<BackupManifest, 'sha256'>): BackupManifest {
  return { ...parts, sha256: selfDigest(parts) };
}

/**
 * Reads what a backup says of itself.
 *
 * @throws Problem input-refused: there is none, it is damaged, or a newer leeway wrote it
 */
export function readManifest(folder: string): BackupManifest {
  const path = join(folder, MANIFEST);
  const refuse = (reason: string): Problem => new Problem('input-refused', `${path}: ${reason}`);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse('damaged or cut short; take another backup');
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw refuse('missing; name the folder that leeway backup made');
    throw error;
  }
  const { data } = z.looseObject({ format: z.number() }).safeParse(content);
  if (data !== undefined && data.format > BackupManifest.shape.format.value)
    throw refuse(`format ${data.format} of backups, which a newer leeway writes; install that one`);
  const manifest = BackupManifest.safeParse(content);
  if (!manifest.success) {
    const [issue] = manifest.error.issues;
    throw refuse(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}; damaged, take another backup`);
  }
  const { sha256, ...parts } = manifest.data;
  if (selfDigest(parts) !== sha256)
    throw refuse('its content differs from its digest; damaged, take another backup');
  return manifest.data;
}

/** @throws Problem input-refused: a file of the backup is not what was written */
export async function checkFiles(folder: string, { tables }: BackupManifest): Promise<void> {
  for (const table of tables) await checkFile(folder, table);
}

async function checkFile(folder: string, { name, bytes, sha256 }: BackupTable): Promise<void> {
  const path = tableFile(folder, name);
  const refuse = (reason: string): Problem =>
    new Problem('input-refused', `${path}: ${reason}; take another backup`);
  if (!existsSync(path)) throw refuse('missing');
  const { size } = statSync(path);
  if (size !== bytes) throw refuse(`${size} bytes, where the backup wrote ${bytes}`);
  if ((await fileDigest(path)).sha256 !== sha256) throw refuse('damaged: it differs from its digest');
}

function selfDigest(parts: Omit<BackupManifest, 'sha256'>): string {
  return createHash('sha256')
    .update(JSON.stringify(Digested.parse(parts)))
    .digest('hex');
}
