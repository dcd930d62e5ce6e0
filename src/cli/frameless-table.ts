import columnsOf from 'text-table';
import { displayWidth } from './display-width.ts';

/** Between two columns. */
export const GAP = 2;

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
  const rows = [headings, ...lines].map((line) => (typeof line === 'string' ? [] : linesOf(line, headings)));
  const drawn = columnsOf(rows.flat(), {
    hsep: ' '.repeat(GAP),
    align: headings.map((_, column) => (left.includes(column) ? 'l' : 'r')),
    stringLength: displayWidth,
  }).split('\n');
  const widest = () => drawn.reduce((width, line) => Math.max(width, displayWidth(line)), 0);
  const ruled = rule === '' || lines.length === 0 ? [] : [rule.repeat(widest())];
  const coming = drawn.values();
  const [first = [], ...body] = rows.map((row, place) => {
    const line = lines[place - 1];
    return typeof line === 'string' ? [line.trimEnd()] : row.map(() => coming.next().value ?? '');
  });
  return `${[first, ruled, ...body].flat().join('\n')}\n`;
}

/** A row as the lines that its cells have, each with as many cells. */
function linesOf(row: readonly string[], headings: readonly string[]): string[][] {
  const whole = headings.map((_, column) => row[column] ?? '');
  if (!whole.some((cell) => cell.includes('\n'))) return [whole];
  const cells = whole.map((cell) => cell.split('\n'));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) => cells.map((lines) => lines[at] ?? ''));
}
