import { existsSync } from 'node:fs';
import { Problem } from '../../contracts/problem.ts';
import { Database } from '../database.ts';
import { dropTorn } from './drop-torn.ts';
import { told } from './error-words.ts';
import { migrate } from './migrations.ts';
import { storeFile } from './store-file.ts';

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
const places = new WeakMap<Database, string>();

/**
 * Opens the store of an organisation: a DuckDB file, brought to the newest version.
 *
 * @throws Problem input-refused: no such file, another process has it, it is damaged or none of ours; check-failed: a
 * newer leeway made it
 */
export async function openRecord(path: string, options: OpenRecordOptions): Promise<Database> {
  const { place, isNew } = storeFile(path, options.create === true);
  if (open.has(place))
    throw new Problem('input-refused', `${path}: open already in this process; close it first`);
  open.add(place);
  try {
    const { memoryLimit } = options;
    const db = await Database.open({ path: place, ...(memoryLimit !== undefined && { memoryLimit }) });
    try {
      await migrate(db, path, options.at, isNew);
      await dropTorn(db);
    } catch (error) {
      db.close();
      throw error;
    }
    places.set(db, place);
    return db;
  } catch (error) {
    open.delete(place);
    throw told(path, error);
  }
}

/**
 * Closes a store, so that others may open it.
 *
 * @throws Problem input-refused: its file was moved or removed meanwhile, and what was written with it
 */
export function closeRecord(db: Database, path: string): void {
  db.close();
  const place = places.get(db);
  if (place === undefined) return;
  open.delete(place);
  if (!existsSync(place))
    throw new Problem(
      'input-refused',
      `${path}: was moved or removed while it was open; put it back and run it again, nothing is added twice`,
    );
}
