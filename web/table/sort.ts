import type { Column } from './column.ts';

/** By which column, by its name, and in which direction a table stands. */
export interface Sort {
  readonly by: string;
  readonly isDown: boolean;
}

/** As an address has it: `coverage`, or `-coverage` for the highest first. */
export function sortIn(text: string): Sort | null {
  if (text === '') return null;
  return text.startsWith('-') ? { by: text.slice(1), isDown: true } : { by: text, isDown: false };
}

export function sortText({ by, isDown }: Sort): string {
  return isDown ? `-${by}` : by;
}

/** Rows in an order; without one, or by an unknown column, as they come. What has no value stands at the end. */
export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | null,
): readonly Row[] {
  const column = columns.find(({ name }) => name === sort?.by);
  if (sort === null || column === undefined) return rows;
  const turn = sort.isDown ? -1 : 1;
  const keyed = rows.map((row) => ({ row, value: column.value(row) }));
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    return turn * compared(a.value, b.value);
  });
  return keyed.map(({ row }) => row);
}

const WORDS = new Intl.Collator('en', { numeric: true });

function compared(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : WORDS.compare(String(a), String(b));
}
