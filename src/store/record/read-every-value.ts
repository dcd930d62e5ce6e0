import type { Database } from '../database.ts';
import { id, sql } from '../sql.ts';
import { tablesOf } from './backup-record.ts';

/**
 * Reads every value of a store: DuckDB looks at the digest of each block then, and a damaged one shows.
 *
 * @throws DuckDB's error where one is damaged
 */
export async function readEveryValue(db: Database): Promise<void> {
  for (const name of await tablesOf(db))
    await db.run(sql`SELECT bit_xor(hash(every)) FROM ${id(name)} AS every`);
}
