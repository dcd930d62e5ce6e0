import Table from 'cli-table3';

/** Characters of a table without boxes. */
export const FRAMELESS = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ].map((name) => [name, '']),
);

/** A line over the whole width, or one cell for each heading. */
export type TableLine = string | readonly string[];

/** Lines under headings, without boxes: the columns in `left` begin on the left, the others are numbers under numbers. */
export function framelessTable(
  headings: readonly string[],
  lines: readonly TableLine[],
  left: readonly number[] = [0],
): string {
  const table = new Table({
    head: [...headings],
    colAligns: headings.map((_, column) => (left.includes(column) ? 'left' : 'right')),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
    chars: FRAMELESS,
  });
  for (const line of lines)
    table.push(typeof line === 'string' ? [{ colSpan: headings.length, content: line }] : [...line]);
  return `${table.toString().replace(/[ \t]+$/gm, '')}\n`;
}
