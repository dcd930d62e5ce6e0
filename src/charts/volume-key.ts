import type { Layer } from './chart-frame.ts';
import { labelWidth } from './words.ts';

/**
 * The two kinds of bar by swatch and name, right above the plot: bars are too thin to write on, and which of the two
 * is the darker one depends on the paper.
 */
export function volumeKey(all: string, part: string, from = 0): Layer[] {
  const entries = [
    { style: 'volume', words: all, x: from },
    { style: 'reviewed', words: part, x: from + Math.round(labelWidth(all)) + 32 },
  ];
  return entries.flatMap(({ style, words, x }): Layer[] => [
    {
      data: { values: [{}] },
      mark: { type: 'rect', style },
      encoding: { x: { value: x }, x2: { value: x + 10 }, y: { value: -18 }, y2: { value: -8 } },
    },
    {
      data: { values: [{}] },
      mark: { type: 'text', style: 'muted-words', align: 'left', baseline: 'middle' },
      encoding: { x: { value: x + 16 }, y: { value: -12.5 }, text: { value: words } },
    },
  ]);
}
