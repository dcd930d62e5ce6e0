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

/**
 * SHA-256 (hex) of rows of plain values, each as one line of canonical JSON. For many rows of few columns, where
 * objects would repeat their keys.
 */
export function digestRows(rows: Iterable<readonly (string | number | boolean | null)[]>): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
  return hash.digest('hex');
}
