import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What is being made in this process: a run that is ended from outside leaves nothing behind either. */
const unfinished = new Set<string>();
process.on('exit', () => {
  for (const path of unfinished) rmSync(path, { recursive: true, force: true });
});

/**
 * Makes a file or a folder under a name of its own beside its place, and puts it there once it is done. What fails
 * leaves nothing at either place.
 *
 * @param make answers the files that must be on the disk before the place has its name
 */
export async function wholeOrNothing<T>(
  place: string,
  make: (path: string) => Promise<{ readonly answer: T; readonly written: readonly string[] }>,
): Promise<T> {
  const path = `${place}.unfinished-${randomUUID().slice(0, 8)}`;
  unfinished.add(path);
  try {
    const { answer, written } = await make(path);
    for (const file of written) await toDisk(file);
    await rename(path, place);
    await toDisk(dirname(place));
    return answer;
  } finally {
    for (const rest of [path, `${path}.wal`]) rmSync(rest, { recursive: true, force: true });
    unfinished.delete(path);
  }
}

/** Waits until the disk has a file, or the names in a folder: a machine that stops after it has them still. */
async function toDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
