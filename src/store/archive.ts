import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Header, UnpackSync } from 'tar';
import { Problem } from '../contracts/problem.ts';

/** So much ends an archive, and so much is a block of it. */
const [END_BYTES, BLOCK_BYTES] = [1024, 512];

/** Files of a folder as one stream: a tar archive, in the order of their names here. */
export function packFiles(folder: string, names: readonly string[]): Readable {
  return Readable.from(archiveOf(folder, names), { objectMode: false });
}

/** Holds one file open at a time, and none once whoever reads goes away. */
async function* archiveOf(folder: string, names: readonly string[]): AsyncGenerator<Buffer> {
  for (const path of names) {
    const { size, mtime } = statSync(join(folder, path));
    const block = Buffer.alloc(BLOCK_BYTES);
    new Header({ path, size, mtime, mode: 0o644, type: 'File' }).encode(block, 0);
    yield block;
    for await (const piece of createReadStream(join(folder, path), { highWaterMark: 1 << 18 })) yield piece;
    yield Buffer.alloc((BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES);
  }
  yield Buffer.alloc(END_BYTES);
}

/**
 * Writes what comes as such a stream into a folder that is there, and nothing but files of known names: no folders, no
 * links, and nothing that was packed, which could unfold to more than came.
 *
 * @param isOwn whether a name is one of those
 * @param place what is told of where it fails
 * @throws Problem input-refused: it is damaged, or there is no room; else what the stream throws
 */
export async function unpackFiles(
  archive: AsyncIterable<Buffer>,
  folder: string,
  isOwn: (name: string) => boolean,
  place: string,
): Promise<void> {
  const filter = (name: string, entry: object): boolean =>
    isOwn(name) && 'type' in entry && entry.type === 'File';
  // One that writes piece by piece: what fails leaves nothing under way that would come into the folder later.
  const reader = new UnpackSync({ cwd: folder, strict: true, filter });
  try {
    // The reader says that it is done while it is told that nothing more comes, which only a stream before it hears.
    await pipeline(Readable.from(unfolded(archive), { objectMode: false }), reader);
  } catch (error) {
    // Closes the file that it was at, and has nothing new to say of that.
    reader.on('error', () => {});
    reader.end();
    throw unpacked(place, error) ?? error;
  }
}

/** The stream as it is, unless it begins as what is packed does. */
async function* unfolded(archive: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const piece of archive) {
    if (isFirst && !/^[a-z]/.test(piece.toString('latin1', 0, 1)))
      throw Object.assign(new Error('no archive'), { code: 'TAR_BAD_ARCHIVE' });
    isFirst = false;
    yield piece;
  }
}

/** What the reader of archives could not read or write; null for what else went wrong. */
function unpacked(place: string, error: unknown): Problem | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const refuse = (reason: string): Problem => new Problem('input-refused', `${place}: ${reason}`);
  if (/^(?:TAR|Z)_/.test(code)) return refuse(`what came is damaged (${code}); send it again`);
  // The system does not say of a write where it was.
  return code === 'ENOSPC' ? refuse('the disk is full; make room and run it again') : null;
}
