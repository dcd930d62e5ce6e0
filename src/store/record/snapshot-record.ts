import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../database.ts';
import { id, raw, sql, text } from '../sql.ts';
import { told } from './error-words.ts';
import { wholeOrNothing } from './whole-or-nothing.ts';

/** By which a snapshot is known: nothing else is ever written over. */
const MARK = 'a snapshot of leeway';

/**
 * Writes a store, as it is at one moment, into a file of its own, in the place of the snapshot that was there: whoever has that one open
 * reads on in it.
 *
 * @param db on a connection on which no transaction is open
 * @throws Problem usage: there is something else in that place; input-refused: it cannot be written
 */
export async function snapshotRecord(db: Database, path: string): Promise<void> {
  const around = dirname(resolve(path));
  if (!existsSync(around)) throw new Problem('usage', `${path}: there is no folder ${around}; make it first`);
  const place = join(realpathSync(around), basename(path));
  try {
    if (existsSync(place) && !(await isSnapshot(db, place)))
      throw new Problem('usage', `${path}: is there already, and no snapshot; name another file`);
    await wholeOrNothing(place, async (unfinished) => {
      const [own] = await db.column(raw('SELECT current_database()'));
      await db.run(sql`ATTACH ${text(unfinished)} AS leeway_snapshot`);
      try {
        await db.transaction(() => db.run(sql`COPY FROM DATABASE ${id(String(own))} TO leeway_snapshot`));
        await db.run(sql`COMMENT ON TABLE leeway_snapshot.leeway_versions IS ${text(MARK)}`);
      } finally {
        await db.run(raw('DETACH leeway_snapshot'));
      }
      return { answer: null, written: [unfinished] };
    });
  } catch (error) {
    throw told(path, error);
  }
}

async function isSnapshot(db: Database, place: string): Promise<boolean> {
  try {
    await db.run(sql`ATTACH ${text(place)} AS leeway_known (READ_ONLY)`);
  } catch {
    return false;
  }
  try {
    return await db.exists(
      sql`FROM duckdb_tables() WHERE database_name = 'leeway_known' AND table_name = 'leeway_versions' AND comment = ${text(MARK)}`,
    );
  } finally {
    await db.run(raw('DETACH leeway_known'));
  }
}
