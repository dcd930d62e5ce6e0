import type { Database } from '../store/database.ts';
import { told } from '../store/record/error-words.ts';
import { closeRecord, openRecord } from '../store/record/open-record.ts';

/** Where a store is, and what time it is: workflows have no clock of their own. */
export interface StorePlace {
  readonly path: string;
  /** ISO time of this run. */
  readonly now: string;
  /** Who does it, for the ledger. */
  readonly actor?: string;
  /** What DuckDB may hold before it spills to disk, for example '2GB'. */
  readonly memoryLimit?: string;
  /** A digest of the code that answers, by which its answers are known again; where absent, none is kept. */
  readonly code?: string | null;
}

/**
 * Does something with a store, and closes it whatever comes of that.
 *
 * @throws Problem input-refused: what stands in the way of the store, in one line; else what the work throws
 */
export async function withStore<T>(
  { path, now, memoryLimit }: StorePlace,
  work: (db: Database) => Promise<T>,
  create = false,
): Promise<T> {
  const db = await openRecord(path, {
    at: now,
    create,
    ...(memoryLimit !== undefined && { memoryLimit }),
  });
  let answer: T;
  try {
    answer = await work(db);
  } catch (error) {
    closeAfterwards(db, path);
    throw told(path, error);
  }
  closeRecord(db, path);
  return answer;
}

/** Closes a store in which something failed: that is told, not what comes of it. */
function closeAfterwards(db: Database, path: string): void {
  try {
    closeRecord(db, path);
  } catch {}
}
