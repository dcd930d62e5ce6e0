import { createReadStream } from 'node:fs';

const [QUOTE, BACKSLASH, LINE_FEED, COMMA] = [0x22, 0x5c, 0x0a, 0x2c];
const OPENING = new Set([0x7b, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);
/** Space, tab, line feed, carriage return, and the three bytes of a byte order mark. */
const BLANK = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/**
 * First lines of the elements of a JSON array that is known to be well formed. Only a file with bad elements is
 * walked, once.
 *
 * @param path of a file that holds one JSON array
 * @param positions 1-based places of elements
 */
export async function locateJsonElements(
  path: string,
  positions: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const wanted = new Set(positions);
  const lines = new Map<number, number>();
  let [line, depth, element] = [1, 0, 0];
  let [quoted, escaped, awaited] = [false, false, true];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte === LINE_FEED) line += 1;
      if (depth === 1 && awaited && !BLANK.has(byte) && !CLOSING.has(byte)) {
        [element, awaited] = [element + 1, false];
        if (wanted.has(element)) lines.set(element, line);
      }
      if (quoted) {
        if (byte === QUOTE && !escaped) quoted = false;
        escaped = byte === BACKSLASH && !escaped;
      } else if (byte === QUOTE) quoted = true;
      else if (OPENING.has(byte)) depth += 1;
      else if (CLOSING.has(byte)) depth -= 1;
      else if (byte === COMMA && depth === 1) awaited = true;
    }
  }
  return lines;
}
