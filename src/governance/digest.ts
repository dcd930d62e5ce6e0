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
