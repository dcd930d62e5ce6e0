import type { Layer } from './chart-frame.ts';

/** Height of a row of a list that is drawn, in pixels. */
export const LIST_ROW = 28;

/**
 * A column of words inside the plot, one for each row of a list: `row` and the field of the words come from `values`.
 * Axis labels would not do: without a browser nobody knows how wide they are, and names would be cut too early.
 */
export function wordColumn(
  values: readonly { readonly row: number }[],
  { field, x, align, style }: WordColumn,
): Layer {
  return {
    data: { values: [...values] },
    mark: { type: 'text', style, align, baseline: 'middle' },
    encoding: { x: { value: x }, y: rowOf('row'), text: { field, type: 'nominal' } },
  };
}

interface WordColumn {
  readonly field: string;
  readonly x: number;
  readonly align: 'left' | 'right';
  readonly style: string;
}

/** Encodes the middle of a row, counted from 0. */
export function rowOf(field: string) {
  return { field, type: 'quantitative' as const, axis: null };
}

/** Scale of `rowOf`: one unit a row, the first on top. */
export function rowScale(rows: number): { domain: number[]; reverse: boolean; nice: false; zero: false } {
  return { domain: [-0.5, rows - 0.5], reverse: true, nice: false, zero: false };
}

/** A hairline below each row. */
export function rowLines(rows: number, width: number): Layer {
  return {
    data: { values: Array.from({ length: rows }, (_, row) => ({ edge: row + 0.5 })) },
    mark: { type: 'rule', style: 'hairline' },
    encoding: {
      x: { value: 0 },
      x2: { value: width },
      y: { field: 'edge', type: 'quantitative', scale: rowScale(rows), axis: null },
    },
  };
}
