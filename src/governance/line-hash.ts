import { createHash } from 'node:crypto';

/** Bytes that are hashed at once: a call for every line would cost more than the hashing. */
const ROOM = 8192;
const MOST_DIGITS = 10;
const ZERO = 48;
const ENCODER = new TextEncoder();

export function utf8(text: string): Uint8Array {
  return ENCODER.encode(text);
}

/**
 * SHA-256 of lines of JSON that are mostly whole numbers. These are written digit by digit: as strings, a million lines
 * would cost three times as much.
 */
export class LineHash {
  readonly #hash = createHash('sha256');
  readonly #bytes = new Uint8Array(ROOM);
  #length = 0;

  /** @param text in UTF-8 */
  add(text: Uint8Array): void {
    if (this.#length + text.length > ROOM) this.#flush();
    if (text.length > ROOM) {
      this.#hash.update(text);
      return;
    }
    for (let at = 0; at < text.length; at++) this.#bytes[this.#length + at] = text[at] as number;
    this.#length += text.length;
  }

  /** @throws TypeError for NaN and the infinities, which JSON cannot say */
  addNumber(value: number): void {
    const isSmallWhole = (value | 0) === value && value >= 0;
    if (isSmallWhole) this.#addDigits(value);
    else if (Number.isFinite(value)) this.add(utf8(String(value)));
    else throw new TypeError(`digest requires a value that JSON can say, not ${value}`);
  }

  /** In hex; nothing can be added afterwards. */
  digest(): string {
    this.#flush();
    return this.#hash.digest('hex');
  }

  #addDigits(value: number): void {
    if (this.#length + MOST_DIGITS > ROOM) this.#flush();
    let end = this.#length + 1;
    for (let rest = value; rest > 9; rest = (rest / 10) | 0) end += 1;
    for (let [at, rest] = [end - 1, value]; at >= this.#length; at--) {
      const tens = (rest / 10) | 0;
      this.#bytes[at] = ZERO + rest - 10 * tens;
      rest = tens;
    }
    this.#length = end;
  }

  #flush(): void {
    this.#hash.update(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
  }
}
