import { percentNear, percentUp } from '../contracts/figures.ts';
import type { RiskCoveragePoint } from '../contracts/reliability.ts';
import { confidenceAxis, type SharePlot } from './chance-band.ts';
import type { Layer } from './chart-frame.ts';
import type { Obstacle } from './line-labels.ts';
import { onPaper } from './on-paper.ts';
import type { ThresholdMarks } from './rules.ts';
import { labelWidth } from './words.ts';

const LINE = 16;

/** What would be taken alone under the proposed threshold, or else the current one: tinted. */
export function thresholdTint({ current, proposed }: ThresholdMarks, { x }: SharePlot): Layer[] {
  const threshold = proposed ?? current;
  if (threshold === null || threshold === undefined) return [];
  return [
    {
      data: { values: [{ from: Math.max(threshold, x[0]), to: 1 }] },
      mark: { type: 'rect', style: 'taken' },
      encoding: { x: { field: 'from', ...confidenceAxis(x) }, x2: { field: 'to' } },
    },
  ];
}

/** What became of the reviewed ones among them, in words beside the tint, and the room that these take up. */
export function tintWords(
  points: readonly RiskCoveragePoint[],
  { current, proposed }: ThresholdMarks,
  { x, width, height }: SharePlot,
): { layers: Layer[]; taken: Obstacle[] } {
  const threshold = proposed ?? current;
  if (threshold === null || threshold === undefined) return { layers: [], taken: [] };
  const point = points
    .filter((one) => one.threshold >= threshold - 1e-9)
    .reduce<RiskCoveragePoint | null>(
      (least, one) => (least === null || one.threshold < least.threshold ? one : least),
      null,
    );
  if (point === null) return { layers: [], taken: [] };
  const words = [
    `${proposed === null || proposed === undefined ? 'now' : 'proposed'}: ${percentNear(point.coverage)} % of reviewed,`,
    `${percentNear(1 - point.risk)} % of these confirmed`,
    // Rounded down: a bound may not read better than it is.
    `(95 %: at least ${(100 - Number(percentUp(point.high, null))).toFixed(1)} %)`,
  ];
  const room = Math.max(...words.map(labelWidth)) + 10;
  const start = ((threshold - x[0]) / (x[1] - x[0])) * width;
  const isLeft = start > room;
  const edge = isLeft ? start - 8 : start + room < width ? start + 8 : width - 6;
  const align = isLeft || edge === width - 6 ? ('right' as const) : ('left' as const);
  const top = height - words.length * LINE - 8;
  const left = align === 'right' ? edge - room : edge;
  return {
    layers: onPaper({
      data: { values: [{}] },
      mark: { type: 'text', style: 'words', align, baseline: 'top', lineHeight: LINE },
      encoding: { x: { value: Math.round(edge) }, y: { value: top }, text: { value: words } },
    }),
    taken: [{ left, right: left + room, top, bottom: height }],
  };
}
