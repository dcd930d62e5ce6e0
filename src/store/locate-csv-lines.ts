import { createReadStream } from 'node:fs';
import { z } from 'zod';
import type { Database } from './database.ts';
import { type Sql, sql } from './sql.ts';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Physical lines of CSV records. The reader numbers what it accepted; an editor numbers lines, and
 * quoted line breaks, blank lines and rejected rows make the two differ. Only a file with bad rows is
 * walked, once.
 *
 * @param malformed relation with the negative ordinals of the rejected records
 * @param positions 1-based ordinals among the accepted rows; negative: ordinals in the whole file
 */
export async function locateCsvLines(
  db: Database,
  path: string,
  delimiter: string,
  malformed: Sql,
  positions: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rejected = await db.rows(
    z.object({ line: z.coerce.number() }),
    sql`SELECT -position AS line FROM ${malformed}`,
  );
  const rejectedRecords = new Set(rejected.map((row) => row.line));
  const wanted = new Set(positions);
  const lines = new Map<number, number>();
  let accepted = 0;
  await eachRecord(path, delimiter.charCodeAt(0), (record, line, blank) => {
    if (wanted.has(-record)) lines.set(-record, line);
    if (record === 1 || blank || rejectedRecords.has(record)) return;
    accepted += 1;
    if (wanted.has(accepted)) lines.set(accepted, line);
  });
  return lines;
}

/** Calls `visit` with every record's ordinal, its first line (both 1-based) and whether it is blank. */
async function eachRecord(
  path: string,
  delimiter: number,
  visit: (record: number, line: number, blank: boolean) => void,
): Promise<void> {
  let [record, line, startLine] = [1, 1, 1];
  let [quoted, fieldStart, blank, previous] = [false, true, true, 0];
  const finish = (): void => {
    visit(record, startLine, blank);
    record += 1;
    [startLine, fieldStart, blank] = [line, true, true];
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte === LINE_FEED) line += 1;
      if (quoted) {
        if (byte === QUOTE) quoted = false;
      } else if (byte === LINE_FEED) {
        finish();
      } else if (byte === QUOTE && (fieldStart || previous === QUOTE)) {
        [quoted, blank, fieldStart] = [true, false, false];
      } else if (byte !== CARRIAGE_RETURN) {
        [blank, fieldStart] = [false, byte === delimiter];
      }
      previous = byte;
    }
  }
  if (!blank) finish();
}
