import { percentExact, percentUp as roundedUp, thresholdText } from '../contracts/figures.ts';

export { count } from '../contracts/figures.ts';

/** A share as percent with one decimal; `–` for nothing. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`;
}

/**
 * An error rate or its bound as percent, without the sign: rounded up so that it never reads better than it is, and
 * with more digits than one where it would otherwise read as the limit that it stays below.
 */
export function percentUp(share: number, limit: number | null = null): string {
  return roundedUp(share, limit);
}

/** A limit as it was set, with at least one decimal. */
export function limitPercent(limit: number): string {
  const exact = percentExact(limit);
  return `${exact.includes('.') ? exact : `${exact}.0`} %`;
}

/** A threshold with as many digits as the grid has there, at least two; `–` for nothing. */
export function threshold(value: number | null): string {
  return value === null ? '–' : thresholdText(value);
}

/** A name from outside on one line: control characters are shown, not obeyed. */
export function visible(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
    return short[character] ?? `\\u${character.codePointAt(0)?.toString(16).padStart(4, '0')}`;
  });
}
