import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { writeWhole } from './durable.ts';

/** A body that came in whole, safe on disk, and not named yet: nothing is promised for it. */
export interface Incoming {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the bytes, in hex. */
  readonly digest: string;
}

/**
 * Writes a body to a file as it comes, no faster than the disk takes it.
 *
 * @param tooMuch asked after each piece, with the bytes so far: what it throws ends the body
 * @throws what the stream or the disk throws; nothing of the body stays then
 */
export async function receive(
  path: string,
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
  tooMuch: (bytes: number) => void,
): Promise<Incoming> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx');
  try {
    for await (const piece of source) {
      tooMuch(bytes + piece.length);
      hash.update(piece);
      await writeWhole(file, piece, bytes);
      bytes += piece.length;
    }
    await file.datasync();
    await file.close();
  } catch (error) {
    await file.close().catch(() => {});
    await rm(path, { force: true });
    throw error;
  }
  return { path, bytes, digest: hash.digest('hex') };
}
