import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { LedgerEvent } from '../contracts/ledger.ts';
import { canonicalJson } from '../governance/digest.ts';
import { parseCanonical } from '../governance/parse-canonical.ts';
import type { Database } from '../store/database.ts';
import { type LedgerRow, ledgerCheckpoints, readLedger } from '../store/ledger/read-ledger.ts';
import { wholeOrNothing } from '../store/record/whole-or-nothing.ts';

/** An entry of a row. A body that is not canonical JSON stays a text, which no entry has. */
export function entryOfRow(row: LedgerRow): LedgerRow | (Omit<LedgerRow, 'body'> & { body: unknown }) {
  return { ...row, body: parseCanonical(row.body) ?? row.body };
}

/** What happened, of a row. */
export function eventOfRow({ at, actor, type, subject, body }: LedgerRow): LedgerEvent {
  return LedgerEvent.parse({ at, actor, type, subject, body: JSON.parse(body) });
}

/** The lines of a store's ledger, as `LedgerExport` says where nothing is damaged: each checkpoint after its entry. */
export async function* linesOfStore(db: Database, from = 0): AsyncGenerator<unknown> {
  const checkpoints = await ledgerCheckpoints(db, { from });
  const before = (seq: number): unknown[] => {
    const later = checkpoints.findIndex((one) => one.seq >= seq);
    return checkpoints
      .splice(0, later < 0 ? checkpoints.length : later)
      .map((one) => ({ kind: 'checkpoint', ...one }));
  };
  for await (const row of readLedger(db, { from })) {
    yield* before(row.seq);
    yield { kind: 'entry', ...entryOfRow(row) };
  }
  yield* before(Number.POSITIVE_INFINITY);
}

/** The lines of an exported ledger; undefined for one that is not canonical JSON. */
export async function* linesOfFile(path: string): AsyncGenerator<unknown> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const lineOf = (bytes: Buffer): unknown => {
    try {
      return parseCanonical(decoder.decode(bytes));
    } catch {
      return undefined;
    }
  };
  let pieces: Buffer[] = [];
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    let rest: Buffer = chunk;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield lineOf(Buffer.concat([...pieces, rest.subarray(0, end)]));
      [pieces, rest] = [[], rest.subarray(end + 1)];
    }
    if (rest.length > 0) pieces.push(rest);
  }
  if (pieces.length > 0) yield lineOf(Buffer.concat(pieces));
}

/** Lines as text, many at a time. */
export async function* textOfLines(lines: AsyncIterable<unknown>): AsyncGenerator<string> {
  let text = '';
  for await (const line of lines) {
    text += `${canonicalJson(line)}\n`;
    if (text.length < 65_536) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** Writes lines into a file, whole or not at all. @returns how many */
export async function writeLines(path: string, lines: AsyncIterable<unknown>): Promise<number> {
  let written = 0;
  const counted = async function* (): AsyncGenerator<unknown> {
    for await (const line of lines) {
      written += 1;
      yield line;
    }
  };
  return wholeOrNothing(path, async (unfinished) => {
    await writeFile(unfinished, textOfLines(counted()));
    return { answer: written, written: [unfinished] };
  });
}
