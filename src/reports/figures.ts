/** How figures are written for people, the same in tables, Markdown and packets. */

/** A share as percent with one decimal; `–` for nothing. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`;
}

/** An upper bound as percent, rounded up so that it never reads better than it is. */
export function percentUp(share: number): string {
  return (Math.ceil(share * 1000 - 1e-6) / 10).toFixed(1);
}

/** A threshold with as many digits as the grid has there, at least two. */
export function threshold(value: number | null): string {
  return value === null ? '–' : value.toFixed(6).replace(/0{1,4}$/, '');
}

/** A whole number with thin spaces between thousands. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009');
}

/** A name from outside on one line: control characters are shown, not obeyed. */
export function visible(name: string): string {
  return name.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
    return short[character] ?? `\\u${character.codePointAt(0)?.toString(16).padStart(4, '0')}`;
  });
}
