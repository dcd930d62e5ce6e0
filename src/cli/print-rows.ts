import { csv } from '../contracts/csv.ts';
import { markdownTable } from '../reports/markdown-table.ts';
import { shorten } from './display-width.ts';
import { framelessTable } from './frameless-table.ts';

const WIDEST_CELL = 60;

export type RowsFormat = 'table' | 'json' | 'csv' | 'md';
export const ROWS_FORMATS: readonly RowsFormat[] = ['table', 'json', 'csv', 'md'];

/** What is listed: rows of texts under headings, and what they were made from. */
export interface Rows<T> {
  readonly headings: Readonly<Record<string, string>>;
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** Names of the columns whose cells are figures. */
  readonly figures: readonly string[];
  readonly data: T;
  /** Said where there is nothing to list. */
  readonly empty: string;
}

/** A list as it was asked for: a table for people, JSON with everything, CSV or Markdown. */
export function rowsText<T>({ headings, rows, figures, data, empty }: Rows<T>, format: RowsFormat): string {
  if (format === 'json') return `${JSON.stringify(data, null, 2)}\n`;
  const names = Object.keys(headings);
  const cells = rows.map((row) => names.map((name) => row[name] ?? ''));
  const heads = names.map((name) => headings[name] ?? name);
  if (format === 'csv') return csv([names, ...cells]);
  if (format === 'md') return `${markdownTable(heads, cells, 'texts').join('\n')}\n`;
  if (rows.length === 0) return `${empty}\n`;
  const left = names.flatMap((name, place) => (figures.includes(name) ? [] : [place]));
  return framelessTable(
    heads,
    cells.map((row) => row.map((cell) => shorten(cell, WIDEST_CELL))),
    { left },
  );
}
