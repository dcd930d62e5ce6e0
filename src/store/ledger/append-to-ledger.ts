import type { LedgerEntry, LedgerEvent, LedgerHead } from '../../contracts/ledger.ts';
import type { LedgerCheckpoint } from '../../contracts/ledger-export.ts';
import type { Database } from '../database.ts';
import { join, sql } from '../sql.ts';
import { ledgerHead } from './read-ledger.ts';

/** What makes entries of events: the store keeps the chain, and others know how it is made. */
export interface Chain {
  readonly append: (head: LedgerHead, events: readonly LedgerEvent[]) => readonly LedgerEntry[];
  /** The bytes of a body that are kept. */
  readonly bodyText: (body: LedgerEntry['body']) => string;
}

/** So many rows an INSERT: each has its parameters. */
const ROWS = 500;

/**
 * Adds events to the end of the ledger, in the transaction that the caller has open: they are there with what they tell of,
 * or not at all.
 *
 * @throws DuckDB's error where another connection took the same place
 */
export async function appendToLedger(
  db: Database,
  events: readonly LedgerEvent[],
  { append, bodyText }: Chain,
): Promise<readonly LedgerEntry[]> {
  const entries = append(await ledgerHead(db), events);
  for (let from = 0; from < entries.length; from += ROWS) {
    const rows = entries
      .slice(from, from + ROWS)
      .map(
        ({ seq, at, actor, type, subject, body, previous, hash }) =>
          sql`(${seq}::BIGINT, ${at}, ${actor}, ${type}, ${subject}, ${bodyText(body)}, ${previous}, ${hash})`,
      );
    await db.run(
      sql`INSERT INTO ledger (seq, "at", actor, type, subject, body, previous, hash) VALUES ${join(rows, ', ')}`,
    );
  }
  return entries;
}

/** Keeps the signature of an end of the ledger. */
export async function addCheckpoint(
  db: Database,
  { seq, hash, at, keyId, signature }: LedgerCheckpoint,
): Promise<void> {
  await db.run(sql`INSERT INTO checkpoints VALUES (${seq}::BIGINT, ${hash}, ${at}, ${keyId}, ${signature})`);
}
