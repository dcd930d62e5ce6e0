import { setTimeout as pause } from 'node:timers/promises';
import type { ServedStore } from '../workflows/serve-store.ts';

/** Where a server writes snapshots of its store, and how often at most. */
export interface Snapshots {
  readonly file: string;
  readonly everyMs: number;
}

/**
 * Writes a snapshot now, and another one whenever something has changed since.
 *
 * @param tell hears of one that could not be written; the one before stays
 * @returns what ends it, with a last one where something has changed
 * @throws Problem usage: there is something else in that place; input-refused: it cannot be written
 */
export async function keepSnapshots(
  store: Pick<ServedStore, 'snapshot' | 'revision'>,
  { file, everyMs }: Snapshots,
  tell: (error: unknown) => void,
): Promise<() => Promise<void>> {
  let written = -1;
  const write = async (): Promise<void> => {
    const { revision } = store;
    if (revision === written) return;
    await store.snapshot(file);
    written = revision;
  };
  await write();
  const ending = new AbortController();
  const going = (async () => {
    while (await pause(everyMs, true, { signal: ending.signal }).catch(() => false))
      await write().catch(tell);
  })();
  return async () => {
    ending.abort();
    await going;
    await write().catch(tell);
  };
}
