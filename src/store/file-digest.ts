import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Read at once: much more or less is slower. */
const PIECE_BYTES = 1 << 20;

/**
 * SHA-256 of a file's bytes, and how many they are. A piece is read while the one before is hashed, which a stream does not do.
 *
 * @param before a text that stands before them
 */
export async function fileDigest(path: string, before = ''): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256').update(before);
  const file = await open(path);
  let [now, next] = [Buffer.allocUnsafeSlow(PIECE_BYTES), Buffer.allocUnsafeSlow(PIECE_BYTES)];
  let bytes = 0;
  try {
    for (let reading = file.read(now); ; ) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return { bytes, sha256: hash.digest('hex') };
      reading = file.read(next);
      hash.update(now.subarray(0, bytesRead));
      bytes += bytesRead;
      [now, next] = [next, now];
    }
  } finally {
    await file.close();
  }
}
