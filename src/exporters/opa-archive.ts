import { gunzipSync, gzipSync } from 'node:zlib';
import { createTar, parseTar } from 'nanotar';

/** A file of a bundle. */
export interface BundleFile {
  readonly name: string;
  readonly text: string;
}

/** Where the place of the operating system is in the head of a gzip file (RFC 1952), and the value for none. */
const [SYSTEM_AT, NO_SYSTEM] = [9, 255];

/**
 * A gzipped tar: the same files are the same bytes, on any machine. Stored, not compressed: what zlib makes of the same
 * bytes depends on its version and on the processor.
 */
export function packed(files: readonly BundleFile[]): Uint8Array {
  const attrs = { mode: '644', uid: 0, gid: 0, mtime: 0 };
  const tar = createTar(
    files.map(({ name, text }) => ({ name, data: text })),
    { attrs },
  );
  const bytes = gzipSync(tar, { level: 0 });
  bytes[SYSTEM_AT] = NO_SYSTEM;
  return bytes;
}

/** The files in a gzipped tar; null where it is none. */
export function unpacked(bytes: Uint8Array): BundleFile[] | null {
  try {
    return parseTar(gunzipSync(bytes)).map(({ name, text }) => ({ name, text }));
  } catch {
    return null;
  }
}
