import { existsSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import type { BackupManifest, BackupTable } from '../../contracts/backup.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../database.ts';
import { fileDigest } from '../file-digest.ts';
import { id, raw, sql, text } from '../sql.ts';
import { MANIFEST, manifestOf, tableFile } from './backup-manifest.ts';
import { told } from './error-words.ts';
import { wholeOrNothing } from './whole-or-nothing.ts';

/**
 * Writes all tables of a store into a folder, as they were at one moment: others may write meanwhile. The folder is
 * there whole in the end, or not at all.
 *
 * @param db in a transaction, whose moment it is
 * @param folder does not exist yet, or is empty
 * @param at ISO time of the backup
 * @throws Problem usage: something is in the folder, or the folder around it is missing; input-refused: it cannot be
 * written, or the disk is full
 */
export async function backupRecord(
  db: Pick<Database, 'rows' | 'row'>,
  folder: string,
  at: string,
): Promise<BackupManifest> {
  const place = freePlace(folder);
  try {
    return await wholeOrNothing(place, async (path) => {
      mkdirSync(path);
      const { storeVersion, counts } = await copyTables(db, path);
      const tables: BackupTable[] = [];
      for (const { name, rows } of counts)
        tables.push({ name, rows, ...(await fileDigest(tableFile(path, name))) });
      const manifest = manifestOf({ format: 1, storeVersion, at, tables });
      await writeFile(join(path, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
      const files = [MANIFEST, ...tables.map(({ name }) => basename(tableFile(path, name)))];
      return { answer: manifest, written: [...files.map((file) => join(path, file)), path] };
    });
  } catch (error) {
    throw told(folder, error);
  }
}

/**
 * Where a backup goes, without links on the way.
 *
 * @throws Problem usage: something is there already, or the folder around it is missing
 */
export function freePlace(folder: string): string {
  const refuse = (reason: string): Problem => new Problem('usage', `${folder}: ${reason}`);
  const path = resolve(folder);
  if (!existsSync(dirname(path))) throw refuse(`there is no folder ${dirname(path)}; make it first`);
  if (!existsSync(path)) return join(realpathSync(dirname(path)), basename(path));
  if (!statSync(path).isDirectory()) throw refuse('this is a file; name a folder that does not exist yet');
  if (readdirSync(path).length > 0)
    throw refuse('something is in this folder already; name one that does not exist yet');
  return realpathSync(path);
}

const TABLES = raw(`SELECT table_name AS name FROM duckdb_tables()
  WHERE database_name = current_database() AND schema_name = 'main' AND NOT temporary AND NOT internal ORDER BY name`);

/** Names of a store's tables, in their order. */
export async function tablesOf(db: Pick<Database, 'rows'>): Promise<readonly string[]> {
  return (await db.rows(z.object({ name: z.string() }), TABLES)).map(({ name }) => name);
}

interface Copied {
  readonly storeVersion: number;
  readonly counts: readonly { readonly name: string; readonly rows: number }[];
}

async function copyTables(db: Pick<Database, 'rows' | 'row'>, folder: string): Promise<Copied> {
  const { storeVersion } = await db.row(
    z.object({ storeVersion: z.number() }),
    raw('SELECT max(version)::INTEGER AS "storeVersion" FROM leeway_versions'),
  );
  const counts = [];
  for (const name of await tablesOf(db)) {
    const { Count } = await db.row(
      z.object({ Count: z.bigint() }),
      sql`COPY (FROM ${id(name)}) TO ${text(tableFile(folder, name))} (FORMAT parquet, COMPRESSION zstd)`,
    );
    counts.push({ name, rows: Number(Count) });
  }
  return { storeVersion, counts };
}
