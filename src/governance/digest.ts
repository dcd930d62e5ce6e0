import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * SHA-256 (hex) of a value's canonical JSON (RFC 8785): the same value has the same digest on every machine,
 * whatever the order of its keys. A key whose value is undefined counts as absent.
 *
 * @throws TypeError for what JSON cannot say: undefined elsewhere, a function, a symbol, a bigint, NaN or an infinity,
 *   half of a surrogate pair
 */
export function digest(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/**
 * A value's canonical JSON (RFC 8785).
 *
 * @throws TypeError as `digest`
 */
export function canonicalJson(value: unknown): string {
  requireSayable(value);
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('digest requires a value that JSON can say');
  return text;
}

/** Hashing line by line would spend more on the calls than on the hashing. */
const BLOCK_LENGTH = 65_536;

/**
 * SHA-256 (hex) of rows of plain values, each as one line of canonical JSON. For many rows of few columns, where
 * objects would repeat their keys.
 *
 * @throws TypeError for NaN, an infinity or half of a surrogate pair
 */
export function digestRows(rows: Iterable<readonly (string | number | boolean | null)[]>): string {
  const hash = createHash('sha256');
  let block = '';
  for (const row of rows) {
    row.forEach(requirePlain);
    block += `${JSON.stringify(row)}\n`;
    if (block.length > BLOCK_LENGTH) {
      hash.update(block);
      block = '';
    }
  }
  return hash.update(block).digest('hex');
}

function requireSayable(value: unknown): void {
  if (typeof value !== 'object' || value === null) requirePlain(value);
  else if (Array.isArray(value)) value.forEach(requireSayable);
  else {
    for (const [key, part] of Object.entries(value)) {
      requirePlain(key);
      if (part !== undefined) requireSayable(part);
    }
  }
}

function requirePlain(value: unknown): void {
  const isSayable =
    value === null ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value)) ||
    (typeof value === 'string' && !/\p{Surrogate}/u.test(value));
  if (!isSayable) throw new TypeError(`digest requires a value that JSON can say, not ${String(value)}`);
}
