import { createHash } from 'node:crypto';

/** What is made of an answer, made once for all who ask while the answer stays the same. */
export function once<A extends object, P>(make: (answer: A) => P): (answer: A) => P {
  const made = new WeakMap<A, P>();
  return (answer) => {
    const known = made.get(answer) ?? make(answer);
    made.set(answer, known);
    return known;
  };
}

const bytesOf = once(written);
const digestOf = once((bytes: Buffer) => digest(bytes));

/** An answer as bytes of JSON; it was made by schemas already. */
export function writtenOnce(data: unknown): Buffer {
  return typeof data === 'object' && data !== null ? bytesOf(data) : written(data);
}

/** What an answer is known by, taken once of bytes that are held. */
export function digestOnce(payload: string | Buffer): string {
  return typeof payload === 'string' ? digest(payload) : digestOf(payload);
}

function written(data: unknown): Buffer {
  return Buffer.from(JSON.stringify(data));
}

function digest(payload: string | Buffer): string {
  return createHash('sha1').update(payload).digest('base64');
}
