import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from '../../contracts/problem.ts';
import { Database } from '../database.ts';
import { serverOf } from '../spool/server-note.ts';
import { migrate } from './migrations.ts';

export interface OpenRecordOptions {
  /** What DuckDB may hold before it spills to disk, for example '2GB'. */
  readonly memoryLimit?: string;
  /** Makes the file where there is none; else a missing one is refused. */
  readonly create?: boolean;
  /** ISO time, for the record of migrations. */
  readonly at: string;
}

/** Files that are open in this process: DuckDB opens one twice without a word, and loses what was written. */
const open = new Set<string>();

/**
 * Opens the store of an organisation: a DuckDB file, brought to the newest version.
 *
 * @throws Problem input-refused: no such file, another process has it, it is damaged or none of ours; check-failed: a
 * newer leeway made it
 */
export async function openRecord(path: string, options: OpenRecordOptions): Promise<Database> {
  const isNew = !existsSync(path);
  if (isNew && options.create !== true)
    throw new Problem('input-refused', `${path}: there is no store; make one with leeway init --db ${path}`);
  if (isNew && !existsSync(dirname(path)))
    throw new Problem('input-refused', `${path}: there is no folder ${dirname(path)}; make it first`);
  const place = isNew ? join(realpathSync(dirname(path)), path.split('/').at(-1) ?? '') : realpathSync(path);
  if (open.has(place))
    throw new Problem('input-refused', `${path}: open already in this process; close it first`);
  open.add(place);
  try {
    const { memoryLimit } = options;
    const db = await Database.open({ path: place, ...(memoryLimit !== undefined && { memoryLimit }) });
    try {
      await migrate(db, path, options.at, isNew);
    } catch (error) {
      db.close();
      throw error;
    }
    return db;
  } catch (error) {
    open.delete(place);
    throw told(path, error);
  }
}

/** Closes a store, so that others may open it. */
export function closeRecord(db: Database, path: string): void {
  db.close();
  open.delete(realpathSync(path));
}

/** DuckDB's words as one line that says what to do. */
function told(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error;
  const refuse = (reason: string): Problem => new Problem('input-refused', `${path}: ${reason}`);
  const holder = /Conflicting lock is held in (.*?) \(PID (\d+)\)/.exec(error.message);
  const url = holder === null ? null : serverOf(path, Number(holder[2]));
  if (holder !== null && url !== null)
    return refuse(`a leeway server has it open (process ${holder[2]}); ask it with --url ${url}`);
  if (holder !== null)
    return refuse(`another process has it open (${holder[1]}, process ${holder[2]}); wait until it is done`);
  if (/not a valid DuckDB database file/.test(error.message))
    return refuse('this is no DuckDB file; name another with --db');
  if (/trying to read a database file with version number/i.test(error.message))
    return refuse('written by another version of DuckDB; open it with the leeway that wrote it');
  if (/Could not read enough bytes|[Cc]orrupt|checksum|Failure while replaying WAL/.test(error.message))
    return refuse('damaged or cut short; put a backup in its place');
  if (/Is a directory/.test(error.message))
    return refuse('this is a folder; name a file, such as leeway.duckdb in it');
  if (/Permission denied|read-only/i.test(error.message))
    return refuse('cannot be written; check the permissions of the file and its folder');
  return error;
}
