import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * SHA-256 (hex) of a value's canonical JSON (RFC 8785): the same value has the same digest on every machine,
 * whatever the order of its keys.
 *
 * @throws TypeError for what JSON cannot say: undefined, a function, NaN or an infinity
 */
export function digest(value: unknown): string {
  const bytes = canonicalize(value);
  if (bytes === undefined) throw new TypeError('digest requires a value that JSON can say');
  return createHash('sha256').update(bytes).digest('hex');
}

/** Hashing line by line would spend more on the calls than on the hashing. */
const BLOCK_LENGTH = 65_536;

/**
 * SHA-256 (hex) of rows of plain values, each as one line of canonical JSON. For many rows of few columns, where
 * objects would repeat their keys.
 */
export function digestRows(rows: Iterable<readonly (string | number | boolean | null)[]>): string {
  const hash = createHash('sha256');
  let block = '';
  for (const row of rows) {
    block += `${JSON.stringify(row)}\n`;
    if (block.length > BLOCK_LENGTH) {
      hash.update(block);
      block = '';
    }
  }
  return hash.update(block).digest('hex');
}
