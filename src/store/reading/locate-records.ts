import { type Dialect, eachTextRecord } from './text-records.ts';

/**
 * First lines of records of a text file. The database numbers what it accepted; an editor numbers lines, and quoted
 * line breaks, blank lines and refused records make the two differ. Only a file with bad rows is walked, once.
 *
 * @param positions 1-based ordinals among the records that can be read
 */
export function locateRecords(
  path: string,
  dialect: Dialect,
  positions: readonly number[],
): ReadonlyMap<number, number> {
  const wanted = new Set(positions);
  const lines = new Map<number, number>();
  if (wanted.size === 0) return lines;
  // A header is a record too, the one before the first.
  let ordinal = dialect === 'lines' ? 0 : -1;
  eachTextRecord(path, dialect, ({ line, isBlank, fault }) => {
    if (ordinal >= 0 && (isBlank || fault !== null)) return;
    ordinal += 1;
    if (wanted.has(ordinal)) lines.set(ordinal, line);
  });
  return lines;
}
