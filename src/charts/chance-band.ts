import type { BandPoint } from '../contracts/reliability.ts';
import type { Layer } from './chart-frame.ts';
import { FIXED_EXTENT } from './chart-frame.ts';
import type { Obstacle } from './line-labels.ts';
import { onPaper } from './on-paper.ts';
import { PERCENT_TICKS } from './words.ts';

/** A plot of shares against confidence, in pixels, with its two domains. */
export interface SharePlot {
  readonly width: number;
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

const WORDS = [
  'Line: perfectly calibrated.',
  'Band: where chance would put',
  'such an AI, so many verdicts.',
];
const WORDS_WIDTH = 184;
const WORDS_HEIGHT = 50;

/** The axis of confidence of a reliability diagram. */
export function confidenceAxis([from, to]: readonly [number, number]) {
  return {
    type: 'quantitative' as const,
    scale: { domain: [from, to], nice: false as const, zero: false },
    axis: { title: null, labelExpr: PERCENT_TICKS, tickCount: 5, grid: true },
  };
}

/** Where the curve of a perfectly calibrated AI would lie with as many verdicts, and the diagonal inside. */
export function chanceBand(band: readonly BandPoint[], { x, y }: SharePlot): Layer[] {
  const xOf = confidenceAxis(x);
  const yOf = {
    type: 'quantitative' as const,
    scale: { domain: [...y], nice: false as const, zero: false },
    axis: { title: 'confirmed by reviewers, %', labelExpr: PERCENT_TICKS, tickCount: 5, ...FIXED_EXTENT },
  };
  const from = Math.max(x[0], y[0]);
  return [
    {
      data: { values: band.filter((point) => point.confidence >= x[0]) },
      mark: { type: 'area', style: 'chance', clip: true },
      encoding: {
        x: { field: 'confidence', ...xOf },
        y: { field: 'low', ...yOf },
        y2: { field: 'high' },
      },
    },
    {
      data: { values: [{ x: from, y: from, x2: 1, y2: 1 }] },
      mark: { type: 'rule', style: 'chance-line' },
      encoding: {
        x: { field: 'x', ...xOf },
        y: { field: 'y', ...yOf },
        x2: { field: 'x2' },
        y2: { field: 'y2' },
      },
    },
  ];
}

/** What line and band are, in words, in the corner in which the least lies below them. */
export function chanceWords({ width, height }: SharePlot, taken: readonly Obstacle[]): Layer[] {
  const corners = [
    { left: 10, top: 8 },
    { left: 10, top: 48 },
    { left: width - WORDS_WIDTH - 10, top: height - WORDS_HEIGHT - 8 },
    { left: width - WORDS_WIDTH - 10, top: height - WORDS_HEIGHT - 72 },
    { left: 10, top: height - WORDS_HEIGHT - 8 },
  ].map(({ left, top }) => ({ left, top, right: left + WORDS_WIDTH, bottom: top + WORDS_HEIGHT }));
  const covered = corners.map((corner) => taken.filter((one) => overlaps(corner, one)).length);
  const best = corners[covered.indexOf(Math.min(...covered))] as Obstacle;
  // Right of the middle it ends at the edge: nobody knows here how wide it is.
  const isRight = best.left > width / 2 - WORDS_WIDTH / 2;
  return onPaper({
    data: { values: [{}] },
    mark: {
      type: 'text',
      style: 'muted-words',
      align: isRight ? 'right' : 'left',
      baseline: 'top',
      lineHeight: 16,
    },
    encoding: {
      x: { value: Math.round(isRight ? best.right : best.left) },
      y: { value: Math.round(best.top) },
      text: { value: WORDS },
    },
  });
}

function overlaps(a: Obstacle, b: Obstacle): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}
