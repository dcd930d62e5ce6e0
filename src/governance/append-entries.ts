import { type LedgerEntry, LedgerEvent, type LedgerHead } from '../contracts/ledger.ts';
import { digest } from './digest.ts';

/** Where a ledger begins: the first entry has no other before it. */
export const GENESIS: LedgerHead = { seq: 0, hash: '0'.repeat(64) };

/**
 * Puts events into the chain, in their order.
 *
 * @param head where the ledger ends so far
 * @throws ZodError: no event; TypeError: half of a surrogate pair in a text
 */
export function appendEntries(head: LedgerHead, events: Iterable<LedgerEvent>): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  let last = head;
  for (const event of events) {
    const fields = { ...LedgerEvent.parse(event), seq: last.seq + 1, previous: last.hash };
    const entry = { ...fields, hash: digest(fields) };
    entries.push(entry);
    last = entry;
  }
  return entries;
}

/** Where a ledger ends after entries; at `head` where there are none. */
export function headAfter(head: LedgerHead, entries: readonly LedgerEntry[]): LedgerHead {
  const last = entries.at(-1) ?? head;
  return { seq: last.seq, hash: last.hash };
}
