import { isLoopback } from '../../contracts/loopback.ts';
import { ownerKeyOf } from '../../store/spool/server-note.ts';

/**
 * By which a server knows that whoever asks owns its store: a key that it left beside the file, for its own user to read.
 *
 * @param path of the store that may be served there
 * @param origin of the server that is to be asked
 * @returns null where that server left none there, or for somebody else
 */
export function ownerKeyFor(path: string, origin: string): string | null {
  const left = ownerKeyOf(path);
  return left !== null && isSamePlace(new URL(left.url), new URL(origin)) ? left.key : null;
}

/** This machine has more than one name; no other is ever shown the key. */
function isSamePlace(left: URL, asked: URL): boolean {
  return (
    left.port === asked.port &&
    left.protocol === asked.protocol &&
    isLoopback(asked.hostname) &&
    (left.hostname === asked.hostname || isLoopback(left.hostname))
  );
}
