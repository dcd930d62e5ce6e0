import { valuesIn } from './values-in.ts';

/**
 * Whether a text or a name anywhere in a value holds half of a sign (a lone surrogate): nothing that is kept can be written
 * with it, and it has no digest (RFC 8785, section 3.2.2.2).
 */
export function holdsHalfSign(value: unknown): boolean {
  for (const one of valuesIn(value)) {
    if (typeof one === 'string' && !one.isWellFormed()) return true;
    if (typeof one === 'object' && one !== null && Object.keys(one).some((name) => !name.isWellFormed()))
      return true;
  }
  return false;
}
