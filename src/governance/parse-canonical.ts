import { canonicalJson } from './digest.ts';

/**
 * What a canonical JSON text says; undefined for any other text. A key that stands twice, of which readers take one or the
 * other, is in no canonical text.
 */
export function parseCanonical(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
