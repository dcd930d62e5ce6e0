import { csv } from '../../src/contracts/csv.ts';
import type { Column } from './column.ts';

/** A table as CSV: values as they are, not as they are shown. */
export function tableCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return csv([
    columns.map(({ title }) => title),
    ...rows.map((row) => columns.map(({ value }) => value(row))),
  ]);
}
