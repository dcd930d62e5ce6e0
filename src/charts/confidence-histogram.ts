import type { HistogramSlot } from '../contracts/reliability.ts';
import { FIXED_EXTENT, type Layer } from './chart-frame.ts';
import { bareThresholdRules, type ThresholdMarks } from './rules.ts';
import { volumeKey } from './volume-key.ts';
import { COUNT_TICKS, PERCENT_TICKS } from './words.ts';

const HEIGHT = 72;

interface HistogramPlot {
  readonly width: number;
  readonly domain: readonly [number, number];
  readonly thresholds: ThresholdMarks;
}

/** Panel of how many decisions had which confidence, and inside it those that somebody judged. */
export function confidenceHistogram(
  slots: readonly HistogramSlot[],
  { width, domain, thresholds }: HistogramPlot,
): { width: number; height: number; layer: Layer[] } {
  const shown = slots.filter(({ to, decisions }) => to > domain[0] && decisions > 0);
  const x = {
    field: 'from',
    type: 'quantitative',
    scale: { domain: [...domain], nice: false, zero: false },
    axis: { title: 'AI confidence, %', labelExpr: PERCENT_TICKS, tickCount: 5 },
  } as const;
  const bar = (field: 'decisions' | 'reviewed', style: string): Layer => ({
    data: { values: shown },
    mark: { type: 'rect', style, clip: true },
    encoding: {
      x: { ...x, scale: { ...x.scale, domain: [...domain] } },
      x2: { field: 'to' },
      y: {
        field,
        type: 'quantitative',
        scale: { zero: true },
        axis: { title: null, labelExpr: COUNT_TICKS, tickCount: 2, tickMinStep: 1, ...FIXED_EXTENT },
      },
      y2: { datum: 0 },
      tooltip: [
        { field: 'from', type: 'quantitative' },
        { field: 'to', type: 'quantitative' },
        { field: 'decisions', type: 'quantitative' },
        { field: 'reviewed', type: 'quantitative' },
      ],
    },
  });
  return {
    width,
    height: HEIGHT,
    layer: [
      bar('decisions', 'volume'),
      bar('reviewed', 'reviewed'),
      ...bareThresholdRules(thresholds),
      ...volumeKey('decisions', 'of these reviewed'),
    ],
  };
}
