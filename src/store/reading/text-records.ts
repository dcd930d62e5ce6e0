import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Rule } from '../../contracts/rule.ts';

/** How records stand in a text file: one a line, or fields between delimiters, quoted where need be (RFC 4180). */
export type Dialect = { readonly delimiter: string; readonly fields: number } | 'lines';

/** One record, or lines that are none. */
export interface TextRecord {
  /** First physical line, counted from 1. */
  readonly line: number;
  /** Its bytes with the line break, for the time of the visit only; one that is too long is cut. */
  readonly bytes: Buffer;
  readonly isBlank: boolean;
  /** Why it cannot be read as a row; null where it can. */
  readonly fault: Rule | null;
}

/** A record may be this long; a longer one is refused. */
export const LONGEST_RECORD_BYTES = 16_777_216;

const CHUNK_BYTES = 1_048_576;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');
const [QUOTE, LINE_FEED, CARRIAGE_RETURN, SPACE, UNIT_SEPARATOR] = [0x22, 0x0a, 0x0d, 0x20, 0x1f];

/**
 * Visits the records of a text file in their order, as strict as the database is. A record whose quotes are broken, or
 * never closed, is its first line only: it takes none of the rows after it along.
 */
export function eachTextRecord(path: string, dialect: Dialect, visit: (record: TextRecord) => void): void {
  const handle = openSync(path, 'r');
  try {
    const scan = new Scan(handle, dialect);
    for (let record = scan.next(); record !== null; record = scan.next()) visit(record);
  } finally {
    closeSync(handle);
  }
}

interface Extent {
  readonly length: number;
  readonly fault: Rule | null;
}

/** Where a scan stands within a field; quotes mean something only where it begins with one, blanks aside. */
type Place = 'before' | 'bare' | 'quoted' | 'closed';

class Scan {
  readonly #handle: number;
  readonly #dialect: Dialect;
  #window = Buffer.alloc(0);
  /** Where in the window the record begins that is looked at. */
  #start = 0;
  #line = 1;

  constructor(handle: number, dialect: Dialect) {
    this.#handle = handle;
    this.#dialect = dialect;
  }

  next(): TextRecord | null {
    if (this.#at(0) === -1) return null;
    const { length, fault } = this.#dialect === 'lines' ? this.#lineFrom(0) : this.#record(this.#dialect);
    const bytes = this.#window.subarray(this.#start, this.#start + length);
    const line = this.#line;
    const isBlank = this.#isBlank(bytes);
    this.#start += length;
    this.#line += lineBreaks(bytes);
    if (fault === 'line_too_long') this.#passLine();
    return { line, bytes, isBlank, fault: isBlank ? null : (fault ?? this.#faultWithin(bytes)) };
  }

  /** A line without a visible character is no record, but in a file of one column, where it is an empty value. */
  #isBlank(bytes: Buffer): boolean {
    if (this.#dialect !== 'lines' && this.#dialect.fields === 1) return false;
    const text = this.#line === 1 && bytes.indexOf(BYTE_ORDER_MARK) === 0 ? bytes.subarray(3) : bytes;
    return text.every((byte) => byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === SPACE);
  }

  /** The byte at an offset from the record's beginning; -1 at the end of the file. */
  #at(offset: number): number {
    return this.#window[this.#start + offset] ?? this.#read(offset);
  }

  #read(offset: number): number {
    const kept = this.#window.subarray(this.#start);
    const grown = Buffer.allocUnsafe(kept.length + CHUNK_BYTES);
    kept.copy(grown);
    const length = readSync(this.#handle, grown, kept.length, CHUNK_BYTES, null);
    [this.#window, this.#start] = [grown.subarray(0, kept.length + length), 0];
    return length === 0 ? -1 : (this.#window[offset] as number);
  }

  /** The rest of the line that holds this offset, with its break. */
  #lineFrom(from: number): Extent {
    for (let offset = from; offset < LONGEST_RECORD_BYTES; offset += 1) {
      const byte = this.#at(offset);
      if (byte === -1) return { length: offset, fault: null };
      if (byte === LINE_FEED || byte === CARRIAGE_RETURN)
        return { length: this.#past(offset, byte), fault: null };
    }
    return { length: LONGEST_RECORD_BYTES, fault: 'line_too_long' };
  }

  #record({ delimiter, fields }: Exclude<Dialect, 'lines'>): Extent {
    const comma = delimiter.charCodeAt(0);
    let [place, found, firstLine, isOverfull, byteBefore] = ['before' as Place, 1, 0, false, 0];
    const broken = (offset: number): Extent => {
      const first = firstLine > 0 ? { length: firstLine, fault: null } : this.#lineFrom(offset);
      return { length: first.length, fault: first.fault ?? 'line_quote_broken' };
    };
    for (let offset = 0; offset < LONGEST_RECORD_BYTES; offset += 1) {
      const byte = this.#at(offset);
      if (place === 'quoted') {
        if (byte === -1) return broken(offset);
        if (byte === QUOTE) place = 'closed';
        else if (firstLine === 0 && (byte === LINE_FEED || byte === CARRIAGE_RETURN))
          firstLine = this.#past(offset, byte);
        // Empty fields beyond the last column do no harm: some programs end every line with a delimiter.
        if (byte !== QUOTE) isOverfull ||= found > fields;
      } else if (byte === comma || byte === -1 || byte === LINE_FEED || byte === CARRIAGE_RETURN) {
        // Blanks are a value, but around quotes.
        isOverfull ||= found > fields && place === 'before' && byteBefore === SPACE;
        if (byte !== comma) {
          const length = byte === -1 ? offset : this.#past(offset, byte);
          return { length, fault: found < fields || isOverfull ? 'line_malformed' : null };
        }
        [place, found] = ['before', found + 1];
      } else if (byte === QUOTE && place !== 'bare') {
        // Two quotes are one inside a field, so that a closed field may open again.
        isOverfull ||= found > fields && place === 'closed';
        place = 'quoted';
      } else if (byte !== SPACE) {
        if (place === 'closed') return broken(offset);
        isOverfull ||= found > fields;
        place = 'bare';
      }
      byteBefore = byte;
    }
    return firstLine > 0 ? broken(0) : { length: LONGEST_RECORD_BYTES, fault: 'line_too_long' };
  }

  /** What follows a line break at this offset, whose first byte is given. */
  #past(offset: number, byte: number): number {
    return byte === CARRIAGE_RETURN && this.#at(offset + 1) === LINE_FEED ? offset + 2 : offset + 1;
  }

  /** Goes on to the next line without keeping this one. */
  #passLine(): void {
    let rest = this.#lineFrom(0);
    while (rest.fault !== null) {
      this.#start += rest.length;
      rest = this.#lineFrom(0);
    }
    this.#start += rest.length;
    this.#line += 1;
  }

  #faultWithin(bytes: Buffer): Rule | null {
    if (!isUtf8(bytes)) return 'line_not_utf8';
    return this.#dialect === 'lines' && bytes.includes(UNIT_SEPARATOR) ? 'line_malformed' : null;
  }
}

/** Line breaks of any kind: LF, CR, or both in this order. */
function lineBreaks(bytes: Buffer): number {
  let breaks = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) breaks += 1;
  for (let at = bytes.indexOf(CARRIAGE_RETURN); at !== -1; at = bytes.indexOf(CARRIAGE_RETURN, at + 1))
    if (bytes[at + 1] !== LINE_FEED) breaks += 1;
  return breaks;
}
