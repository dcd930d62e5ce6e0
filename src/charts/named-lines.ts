import type { TopLevelSpec } from 'vega-lite';
import { type ChartSize, FIXED_EXTENT, frame, type Layer, plotWidth } from './chart-frame.ts';
import { lineLabels, type Obstacle } from './line-labels.ts';
import { missingChart } from './missing.ts';
import { limitRule } from './rules.ts';
import { COUNT_TICKS, PERCENT_TICKS, shownName } from './words.ts';

interface SeriesPoint {
  readonly x: number;
  readonly y: number;
}

/** A line with its name on it, and what it is: our own figure, or one to compare it with. */
export interface NamedSeries {
  readonly name: string;
  readonly meaning: 'certified' | 'naive';
  /** In order of x, finite. */
  readonly points: readonly SeriesPoint[];
}

/** What an axis measures. Shares are written in percent. */
interface SeriesAxis {
  readonly title: string;
  readonly unit: 'share' | 'count';
}

export interface NamedLinesOptions extends ChartSize {
  /** The alternative text: one sentence. */
  readonly description: string;
  readonly x: SeriesAxis;
  readonly y: SeriesAxis;
  /** A limit on y. */
  readonly limit?: { readonly value: number; readonly words: string } | null;
  /** Whether a value holds until the next point, instead of moving towards it. */
  readonly isStepped?: boolean;
}

/** Room above and below the plot, for the titles of the axes. */
const TITLES = 76;

/** A few lines over one another, each named where it runs. The upright axis starts at 0. */
export function namedLines(
  series: readonly NamedSeries[],
  { description, x, y, limit = null, isStepped = false, width = 640, height = 320 }: NamedLinesOptions,
): TopLevelSpec {
  const points = series.flatMap((one) => one.points);
  const ticks = { share: PERCENT_TICKS, count: COUNT_TICKS } as const;
  const axisOf = ({ title, unit }: SeriesAxis) => ({
    title,
    labelExpr: ticks[unit],
    tickCount: 5,
  });
  if (points.length === 0)
    return missingChart(
      description,
      { width, height },
      {
        x: { title: x.title, domain: [0, 1] },
        y: { title: y.title, domain: [0, 1] },
        words: 'There is nothing to compare yet.',
      },
    );
  const xs = points.map((point) => point.x);
  const from = Math.min(...xs);
  const to = Math.max(...xs);
  const domain = [from, to > from ? to : from + 1] as const;
  const most = Math.max(...points.map((point) => point.y), (limit?.value ?? 0) * 1.5);
  const top = y.unit === 'share' ? Math.min(1, most * 1.08 || 1) : most * 1.08 || 1;
  const plot = { width: plotWidth(width), height: Math.max(80, height - TITLES) };
  const encoding = {
    x: {
      field: 'x',
      type: 'quantitative' as const,
      scale: { domain: [...domain], nice: false as const, zero: false },
      axis: axisOf(x),
    },
    y: {
      field: 'y',
      type: 'quantitative' as const,
      scale: { domain: [0, top], nice: false as const },
      axis: { ...axisOf(y), ...FIXED_EXTENT },
    },
  };
  const pixel = (point: SeriesPoint) => ({
    x: ((point.x - domain[0]) / (domain[1] - domain[0])) * plot.width,
    y: (1 - point.y / top) * plot.height,
  });
  // What is ours lies on top.
  const order = [...series].sort((a, b) => (a.meaning === b.meaning ? 0 : a.meaning === 'naive' ? -1 : 1));
  const lines = order.map(
    ({ meaning, name, points: own }): Layer => ({
      data: { values: own.map((point) => ({ ...point, name })) },
      mark: {
        type: 'line',
        style: `${meaning}-line`,
        interpolate: isStepped ? 'step-after' : 'linear',
        clip: true,
      },
      encoding: {
        ...encoding,
        tooltip: [
          { field: 'name', type: 'nominal', title: 'line' },
          { field: 'x', type: 'quantitative', title: x.title },
          { field: 'y', type: 'quantitative', title: y.title, ...(y.unit === 'share' && { format: '.1%' }) },
        ],
      },
    }),
  );
  const taken = limit === null ? [] : limitObstacles((1 - limit.value / top) * plot.height, plot.width);
  const layer = [
    ...lines,
    ...limitRule(limit?.value, limit === null ? {} : { words: limit.words }),
    ...lineLabels(
      series.map(({ name, meaning, points: own }) => ({
        ...{ words: shownName(name, 48), style: `${meaning}-words` },
        points: own.map(pixel).sort((a, b) => a.x - b.x),
      })),
      { ...plot, taken },
    ),
  ];
  return { ...frame(description), ...plot, layer };
}

function limitObstacles(y: number, width: number): Obstacle[] {
  return [
    { left: 0, right: width, top: y - 1, bottom: y + 1 },
    { left: width - 180, right: width, top: y - 20, bottom: y },
  ];
}
