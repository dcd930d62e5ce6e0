import { createReadStream } from 'node:fs';

const [QUOTE, LINE_FEED, CARRIAGE_RETURN, SPACE] = [0x22, 0x0a, 0x0d, 0x20];

/** Where the walk stands within a field; quotes mean something only where it begins with one, blanks aside. */
type Field = 'unbegun' | 'bare' | 'quoted' | 'closed';

/** Bytes that the reader refused as a record. */
export interface RejectedRecord {
  /** Offset in the file, 0-based; a line break that precedes the record may belong to it. */
  readonly start: number;
  readonly length: number;
}

/**
 * Physical lines of CSV records. The reader numbers what it accepted; an editor numbers lines, and
 * quoted line breaks, blank lines and rejected records make the two differ. Only a file with bad rows is
 * walked, once.
 *
 * @param rejected in the order of the file
 * @param positions 1-based ordinals among the accepted records; negative: one less than minus the start of a
 * rejected one
 */
export async function locateCsvLines(
  path: string,
  delimiter: string,
  rejected: readonly RejectedRecord[],
  positions: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const wanted = new Set(positions);
  const lines = new Map<number, number>();
  const found = (position: number, line: number): void => {
    if (wanted.has(position)) lines.set(position, line);
  };
  const comma = delimiter.charCodeAt(0);
  // The header is a record too, the one before the first.
  let [offset, line, ordinal, passed] = [0, 1, -1, 0];
  let [blank, field] = [true, 'unbegun' as Field];
  const begin = (): void => {
    ordinal += 1;
    blank = false;
    found(ordinal, line);
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      const reject = rejected[passed];
      const isBreak = byte === LINE_FEED || byte === CARRIAGE_RETURN;
      if (reject !== undefined && offset >= reject.start) {
        const position = -reject.start - 1;
        if (!isBreak && !lines.has(position)) found(position, line);
        if (offset >= reject.start + reject.length - 1) {
          passed += 1;
          [blank, field] = [true, 'unbegun'];
        }
      } else if (field === 'quoted') {
        if (byte === QUOTE) field = 'closed';
      } else if (byte === LINE_FEED) {
        [blank, field] = [true, 'unbegun'];
      } else if (!isBreak) {
        if (blank) begin();
        if (byte === comma) field = 'unbegun';
        // Two quotes are one inside a field, so that a closed field may open again.
        else if (byte === QUOTE && field !== 'bare') field = 'quoted';
        else if (byte !== SPACE) field = 'bare';
      }
      if (byte === LINE_FEED) line += 1;
      offset += 1;
    }
  }
  // Where quotes are broken, the reader may count records that are not to be seen here; none must be lost.
  for (const position of positions) if (!lines.has(position)) lines.set(position, line);
  return lines;
}
