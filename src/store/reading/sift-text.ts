import { closeSync, openSync, writeFileSync } from 'node:fs';
import { type Dialect, eachTextRecord } from './text-records.ts';

/** What is kept of a refused line. */
const LONGEST_VALUE_BYTES = 65_536;
const BUFFER_BYTES = 1_048_576;
const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d];

/** Files that a sifted one was parted into. */
export interface Sifted {
  /** The records that can be read, each ending in LF. */
  readonly sound: string;
  /** The lines that cannot: JSON lines of `line`, `rule`, `value`. */
  readonly refused: string;
}

/**
 * Parts a text file into what can be read and what cannot, line by line, for files that the database refuses. Its own
 * list of rejected records keeps 10 000 bytes of each and leaves out those that outgrow its buffer, and lines that end
 * in different ways make it refuse all: rows would be lost, some of them unseen.
 *
 * @param into path of the new files, which differ in their endings
 */
export function siftText(path: string, dialect: Dialect, into: string): Sifted {
  const [sound, refused] = [new Writer(`${into}.sound`), new Writer(`${into}.refused`)];
  let isHeader = dialect !== 'lines';
  eachTextRecord(path, dialect, ({ line, bytes, isBlank, fault }) => {
    if (isHeader) {
      // Its names are known already; whatever else is in it must not make the database refuse the rest.
      sound.write(withoutBreak(bytes).toString('utf8'), '\n');
      isHeader = false;
      return;
    }
    if (fault === null) {
      if (!isBlank) sound.write(withoutBreak(bytes), '\n');
      return;
    }
    for (const [index, value] of linesOf(withoutBreak(bytes)).entries())
      refused.write(JSON.stringify({ line: line + index, rule: fault, value }), '\n');
  });
  sound.close();
  refused.close();
  return { sound: sound.path, refused: refused.path };
}

function withoutBreak(bytes: Buffer): Buffer {
  const [last, before] = [bytes.at(-1), bytes.at(-2)];
  if (last === LINE_FEED && before === CARRIAGE_RETURN) return bytes.subarray(0, -2);
  return last === LINE_FEED || last === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
}

function linesOf(bytes: Buffer): string[] {
  return bytes
    .toString('utf8')
    .split(/\r\n?|\n/)
    .map((line) => line.slice(0, LONGEST_VALUE_BYTES));
}

/** Writes to a file in large pieces. */
class Writer {
  readonly path: string;
  readonly #handle: number;
  #pieces: Buffer[] = [];
  #waiting = 0;

  constructor(path: string) {
    this.path = path;
    this.#handle = openSync(path, 'w');
  }

  write(...pieces: (Buffer | string)[]): void {
    for (const piece of pieces) {
      // The bytes of a record are reused for the next one.
      const copy = Buffer.from(piece);
      this.#pieces.push(copy);
      this.#waiting += copy.length;
    }
    if (this.#waiting >= BUFFER_BYTES) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#handle);
  }

  #flush(): void {
    writeFileSync(this.#handle, Buffer.concat(this.#pieces));
    [this.#pieces, this.#waiting] = [[], 0];
  }
}
