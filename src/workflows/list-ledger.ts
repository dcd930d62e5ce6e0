import { KeptEntry, type LedgerPage } from '../contracts/ledger-export.ts';
import { Problem } from '../contracts/problem.ts';
import type { Database } from '../store/database.ts';
import {
  type LedgerQuestion,
  type LedgerRow,
  ledgerCheckpoints,
  ledgerHead,
  ledgerPage,
  newestEntries,
} from '../store/ledger/read-ledger.ts';
import { entryOfRow } from './ledger-lines.ts';
import { type StorePlace, withStore } from './with-store.ts';

/** Which entries to list: those from a number on, or, where none is named, the newest. */
export interface LedgerListing extends LedgerQuestion {
  readonly limit: number;
}

/**
 * Lists the ledger of a store.
 *
 * @throws Problem check-failed: an entry cannot be read any more
 */
export async function ledgerFromStore(place: StorePlace, question: LedgerListing): Promise<LedgerPage> {
  return withStore(place, (db) => ledgerOnRecord(db, question));
}

/** The same on a store that is open. */
export async function ledgerOnRecord(
  db: Database,
  { limit, ...question }: LedgerListing,
): Promise<LedgerPage> {
  const isNewest = question.from === undefined;
  const rows = isNewest
    ? await newestEntries(db, question, limit)
    : await ledgerPage(db, question, limit + 1);
  const [entries, following] = [rows.slice(0, limit).map(readable), rows[limit]];
  const [first, last] = [entries[0], entries.at(-1)];
  const checkpoints =
    first === undefined || last === undefined
      ? []
      : await ledgerCheckpoints(db, { from: first.seq, to: last.seq });
  return { entries, checkpoints, next: following?.seq ?? null, head: await ledgerHead(db) };
}

function readable(row: LedgerRow): KeptEntry {
  const { data } = KeptEntry.safeParse(entryOfRow(row));
  if (data !== undefined) return data;
  throw new Problem(
    'check-failed',
    `entry ${row.seq} of the ledger cannot be read: it was changed by other means than leeway; leeway ledger verify says more`,
  );
}
