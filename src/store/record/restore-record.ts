import { existsSync, realpathSync, symlinkSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import type { BackupManifest } from '../../contracts/backup.ts';
import { Problem } from '../../contracts/problem.ts';
import { Database } from '../database.ts';
import { id, raw, sql, text } from '../sql.ts';
import { checkFiles, MANIFEST, readManifest, tableFile } from './backup-manifest.ts';
import { tablesOf } from './backup-record.ts';
import { told } from './error-words.ts';
import { checkRecord } from './examine-record.ts';
import { migrate, NEWEST_VERSION } from './migrations.ts';
import { wholeOrNothing } from './whole-or-nothing.ts';

/**
 * Makes a store of a backup, brought to the newest version. It is there whole in the end, with all that must hold in a
 * store, or not at all.
 *
 * @param folder what `backupRecord` made
 * @param path of the store, where nothing may be yet
 * @param at ISO time, for the record of migrations
 * @throws Problem usage: there is something at the path; input-refused: the backup is damaged or incomplete, or the
 * store cannot be written; check-failed: a newer leeway made the backup
 */
export async function restoreRecord(folder: string, path: string, at: string): Promise<BackupManifest> {
  const place = freePath(path);
  const manifest = readManifest(folder);
  if (manifest.storeVersion > NEWEST_VERSION)
    throw new Problem(
      'check-failed',
      `${join(folder, MANIFEST)}: of a newer leeway (version ${manifest.storeVersion} of the store; this one knows ${NEWEST_VERSION}); install that one`,
    );
  await checkFiles(folder, manifest);
  try {
    return await wholeOrNothing(place, async (unfinished) => {
      const db = await Database.open({ path: unfinished });
      try {
        await fill(db, folder, manifest, at);
      } finally {
        db.close();
      }
      return { answer: manifest, written: [unfinished] };
    });
  } catch (error) {
    throw told(path, error);
  }
}

/** Where the store goes, without links on the way. */
function freePath(path: string): string {
  const refuse = (reason: string): Problem => new Problem('usage', `${path}: ${reason}`);
  if (existsSync(path)) throw refuse('exists already; name another place with --db');
  // DuckDB would take it for the log of the store that is put beside it.
  if (existsSync(`${path}.wal`))
    throw refuse('the log of another store stands beside it (.wal); move it away');
  const around = dirname(resolve(path));
  if (!existsSync(around)) throw refuse(`there is no folder ${around}; make it first`);
  return join(realpathSync(around), basename(path));
}

async function fill(db: Database, folder: string, manifest: BackupManifest, at: string): Promise<void> {
  const refuse = (file: string, reason: string): Problem =>
    new Problem('input-refused', `${file}: ${reason}; take another backup`);
  // The reader takes certain names for globs; this one is none.
  const safe = join(db.scratch, 'backup');
  symlinkSync(resolve(folder), safe);
  await migrate(db, folder, at, true, manifest.storeVersion);
  const [made, kept] = [await tablesOf(db), manifest.tables.map(({ name }) => name).sort()];
  if (made.join() !== kept.join())
    throw refuse(join(folder, MANIFEST), `holds other tables than a store (${kept.join(', ')})`);
  await db.transaction(async () => {
    for (const { name, rows } of manifest.tables) {
      await db.run(sql`DELETE FROM ${id(name)}`);
      await db.run(sql`INSERT INTO ${id(name)} BY NAME FROM read_parquet(${text(tableFile(safe, name))})`);
      const found = await db.row(
        z.object({ rows: z.number() }),
        sql`SELECT count(*)::DOUBLE AS rows FROM ${id(name)}`,
      );
      if (found.rows !== rows)
        throw refuse(tableFile(folder, name), `${found.rows} rows, where the backup wrote ${rows}`);
    }
  });
  await migrate(db, folder, at, false);
  for (const { name, broken } of await checkRecord(db, null))
    if (broken > 0) throw refuse(folder, `the store in it is broken (not in ${broken} cases: ${name})`);
  await db.run(raw('CHECKPOINT'));
}
