import { FOREIGN } from './all.ts';
import type { Foreign } from './foreign.ts';

/** The tool whose records have these keys; null where none, or several, may have. */
export function looksLike(keys: readonly string[]): Foreign | null {
  const found = Object.values(FOREIGN).filter(({ signs }) =>
    signs.some((set) =>
      set.every((sign) =>
        keys.some((key) => (sign.startsWith('*') ? key.endsWith(sign.slice(1)) : key === sign)),
      ),
    ),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}
