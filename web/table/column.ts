import type { ComponentChildren } from 'preact';

/** A column of a table, and of the same table as CSV. */
export interface Column<Row> {
  /** In the address of a page that is sorted by it. */
  readonly name: string;
  /** With its unit. */
  readonly title: string;
  readonly kind: 'words' | 'number';
  /** What it is sorted by, and what a file gets; null for nothing. */
  readonly value: (row: Row) => string | number | null;
  /** What is shown, where that is more than the value. */
  readonly show?: (row: Row) => ComponentChildren;
}
