/** A key of 128 bits, as four words of 32: the low and the high half of its first 64 bits, then of its last. */
export type SipKey = readonly [number, number, number, number];

/** 64 bits, as two words of 32: the low one, then the high one. */
export type Hash64 = readonly [number, number];

/**
 * SipHash-2-4 of a text in UTF-8: a keyed hash of which nobody who lacks the key can tell a bit. Words of 32 bits only:
 * integers of 64 are slow in JavaScript.
 *
 * @see Aumasson & Bernstein, "SipHash: a fast short-input PRF" (2012)
 */
export function sipHash24(key: SipKey, text: string): Hash64 {
  return hashBytes(key, BEYOND_ASCII.test(text) ? bytesOf(text) : text);
}

const BEYOND_ASCII = /[\u0080-\uffff]/;

/** The bytes of a text in UTF-8, a character each. */
function bytesOf(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

/** @param bytes a character each: what text is mostly, and faster to read than an array that must be filled first */
function hashBytes(key: SipKey, bytes: string): Hash64 {
  let l0 = key[0] ^ 0x70736575;
  let h0 = key[1] ^ 0x736f6d65;
  let l1 = key[2] ^ 0x6e646f6d;
  let h1 = key[3] ^ 0x646f7261;
  let l2 = key[0] ^ 0x6e657261;
  let h2 = key[1] ^ 0x6c796765;
  let l3 = key[2] ^ 0x79746573;
  let h3 = key[3] ^ 0x74656462;
  const tail = bytes.length & ~7;
  // Whole blocks of eight bytes, one of what is left with the length at its end, and a last one of nothing.
  for (let at = 0; at <= tail + 8; at += 8) {
    const isEnd = at > tail;
    const low = word(bytes, at);
    const high = word(bytes, at + 4);
    if (isEnd) l2 ^= 0xff;
    l3 ^= low;
    h3 ^= high;
    for (let round = isEnd ? 4 : 2; round > 0; round--) {
      l0 = (l0 + l1) | 0;
      h0 = (h0 + h1 + carry(l0, l1)) | 0;
      let old = l1;
      l1 = ((l1 << 13) | (h1 >>> 19)) ^ l0;
      h1 = ((h1 << 13) | (old >>> 19)) ^ h0;
      l2 = (l2 + l3) | 0;
      h2 = (h2 + h3 + carry(l2, l3)) | 0;
      old = l3;
      l3 = ((l3 << 16) | (h3 >>> 16)) ^ l2;
      h3 = ((h3 << 16) | (old >>> 16)) ^ h2;
      // The halves of the first and the third word change places here.
      old = (h0 + l3) | 0;
      h0 = (l0 + h3 + carry(old, l3)) | 0;
      l0 = old;
      old = l3;
      l3 = ((l3 << 21) | (h3 >>> 11)) ^ l0;
      h3 = ((h3 << 21) | (old >>> 11)) ^ h0;
      l2 = (l2 + l1) | 0;
      h2 = (h2 + h1 + carry(l2, l1)) | 0;
      old = l1;
      l1 = ((l1 << 17) | (h1 >>> 15)) ^ l2;
      h1 = ((h1 << 17) | (old >>> 15)) ^ h2;
      old = l2;
      l2 = h2;
      h2 = old;
    }
    l0 ^= low;
    h0 ^= high;
  }
  return [l0 ^ l1 ^ l2 ^ l3, h0 ^ h1 ^ h2 ^ h3];
}

/** What a sum of 32 bits carries into the next 32, by one of its parts. */
function carry(sum: number, part: number): number {
  return sum >>> 0 < part >>> 0 ? 1 : 0;
}

/** Four bytes. Behind the text stand zeros, and at the end of its last block its length. */
function word(bytes: string, at: number): number {
  let four = 0;
  for (let next = at + 3; next >= at; next--) four = (four << 8) | byte(bytes, next);
  return four;
}

function byte(bytes: string, at: number): number {
  const { length } = bytes;
  if (at < length) return bytes.charCodeAt(at);
  return at === (length | 7) ? length & 255 : 0;
}
