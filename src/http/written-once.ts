import { createHash } from 'node:crypto';

/** Answers that many ask for are held, and need not be written, nor made bytes of, for each of them. */
const written = new WeakMap<object, Buffer>();

/** An answer as bytes of JSON; it was made by schemas already. */
export function writtenOnce(data: unknown): Buffer {
  const write = (): Buffer => Buffer.from(JSON.stringify(data));
  if (typeof data !== 'object' || data === null) return write();
  const known = written.get(data) ?? write();
  written.set(data, known);
  return known;
}

/** Digests of bytes that many ask for. */
const digests = new WeakMap<Buffer, string>();

/** What an answer is known by, taken once of bytes that are held. */
export function digestOnce(payload: string | Buffer): string {
  const digest = (): string => createHash('sha1').update(payload).digest('base64');
  if (typeof payload === 'string') return digest();
  const known = digests.get(payload) ?? digest();
  digests.set(payload, known);
  return known;
}

/** A part of an answer, the same one for all who ask while the answer stays the same. */
export function partOnce<A extends object, P extends object>(partOf: (answer: A) => P): (answer: A) => P {
  const parts = new WeakMap<A, P>();
  return (answer) => {
    const part = parts.get(answer) ?? partOf(answer);
    parts.set(answer, part);
    return part;
  };
}
