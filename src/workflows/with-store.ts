import type { Database } from '../store/database.ts';
import { closeRecord, openRecord } from '../store/record/open-record.ts';

/** Where a store is, and what time it is: workflows have no clock of their own. */
export interface StorePlace {
  readonly path: string;
  /** ISO time of this run. */
  readonly now: string;
}

/** Does something with a store, and closes it whatever comes of that. */
export async function withStore<T>(
  { path, now }: StorePlace,
  work: (db: Database) => Promise<T>,
  create = false,
): Promise<T> {
  const db = await openRecord(path, { at: now, create });
  try {
    return await work(db);
  } finally {
    closeRecord(db, path);
  }
}
