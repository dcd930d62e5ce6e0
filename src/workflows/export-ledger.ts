import { linesOfStore, textOfLines, writeLines } from './ledger-lines.ts';
import { type StorePlace, withStore } from './with-store.ts';

/**
 * Writes the ledger of a store as JSON lines (`LedgerExport`), which can be verified without the store.
 *
 * @param path a file, which is there whole in the end or as it was before; null hands the text to `write`
 */
export async function exportLedger(
  place: StorePlace,
  path: string | null,
  write: (text: string) => Promise<void>,
): Promise<void> {
  await withStore(place, (db) => exportLines(linesOfStore(db), path, write));
}

/** The same for lines that come from elsewhere. */
export async function exportLines(
  lines: AsyncIterable<unknown>,
  path: string | null,
  write: (text: string) => Promise<void>,
): Promise<void> {
  if (path !== null) await writeLines(path, lines);
  else for await (const text of textOfLines(lines)) await write(text);
}
