/**
 * Whether a text or a name anywhere in a value holds half of a sign (a lone surrogate): nothing that is kept can be written
 * with it, and it has no digest (RFC 8785, section 3.2.2.2).
 */
export function holdsHalfSign(value: unknown): boolean {
  if (typeof value === 'string') return !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, one]) => holdsHalfSign(name) || holdsHalfSign(one));
}
