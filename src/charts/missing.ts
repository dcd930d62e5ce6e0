import type { TopLevelSpec } from 'vega-lite';
import { type ChartSize, onePanel } from './chart-frame.ts';

/** What an axis would have shown. */
export interface EmptyAxis {
  readonly title: string;
  readonly domain: readonly [number, number];
  /** How ticks would read; absent where they would mean nothing without data. */
  readonly ticks?: string;
}

/** The axes of a chart that has nothing to draw, and in words what is missing. */
export function missingChart(
  description: string,
  size: Required<ChartSize>,
  { x, y, words }: { readonly x: EmptyAxis; readonly y: EmptyAxis; readonly words: string },
): TopLevelSpec {
  const scale = ({ domain }: EmptyAxis) => ({ domain: [...domain], nice: false, zero: false });
  const axis = ({ title, ticks }: EmptyAxis) =>
    ticks === undefined
      ? { title, labels: false, ticks: false, grid: false }
      : { title, labelExpr: ticks, tickCount: 5 };
  const middle = ({ domain: [from, to] }: EmptyAxis) => (from + to) / 2;
  return onePanel(`${description} ${words}`, size, [
    {
      data: { values: [{ x: middle(x), y: middle(y), words }] },
      mark: { type: 'text', style: 'missing-words', align: 'center', baseline: 'middle' },
      encoding: {
        x: { field: 'x', type: 'quantitative', scale: scale(x), axis: axis(x) },
        y: { field: 'y', type: 'quantitative', scale: scale(y), axis: axis(y) },
        text: { field: 'words' },
      },
    },
  ]);
}
