import Table from 'cli-table3';
import { displayWidth } from './display-width.ts';

/** Between two columns. */
export const GAP = 2;
/** Rows that are drawn together: what the library takes for a row grows with the rows before it. */
const BLOCK = 20;
const NO_FRAME = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ].map((name) => [name, '']),
);

/** A line over the whole width, or one cell for each heading. */
export type TableLine = string | readonly string[];

export interface TableLook {
  /** Columns that begin on the left; the others are numbers under numbers. */
  readonly left: readonly number[];
  /** What a line under the headings is drawn with; nothing where there is none. */
  readonly rule?: string;
}

/** Lines under headings, without boxes and without blanks at their ends; a cell may have several lines. */
export function framelessTable(
  headings: readonly string[],
  lines: readonly TableLine[],
  { left, rule = '' }: TableLook = { left: [0] },
): string {
  const widths = lines.length > BLOCK ? widthsOf(headings, lines) : null;
  const drawn: string[] = [];
  for (let from = 0; from === 0 || from < lines.length; from += BLOCK) {
    const table = new Table({
      head: from === 0 ? [...headings] : [],
      colAligns: headings.map((_, column) => (left.includes(column) ? 'left' : 'right')),
      ...(widths !== null && { colWidths: widths }),
      style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': GAP },
      chars: { ...NO_FRAME, mid: from === 0 ? rule : '' },
    });
    for (const line of lines.slice(from, from + BLOCK))
      table.push(typeof line === 'string' ? [{ colSpan: headings.length, content: line }] : [...line]);
    drawn.push(table.toString());
  }
  return `${drawn.join('\n').replace(/[ \t]+$/gm, '')}\n`;
}

/** As wide as its widest cell, and the last one wide enough for what goes over all of them. */
function widthsOf(headings: readonly string[], lines: readonly TableLine[]): number[] {
  const rows = lines.filter((line) => typeof line !== 'string');
  const widths = headings.map(
    (heading, column) => GAP + widest([heading, ...rows.map((row) => row[column] ?? '')]),
  );
  const whole = widest(lines.filter((line) => typeof line === 'string')) + GAP;
  const last = widths.pop() ?? 0;
  return [...widths, Math.max(last, whole - widths.reduce((sum, width) => sum + width, 0))];
}

function widest(cells: readonly string[]): number {
  let columns = 0;
  for (const cell of cells)
    for (const line of cell.split('\n')) columns = Math.max(columns, displayWidth(line));
  return columns;
}
