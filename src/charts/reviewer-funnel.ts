import type { TopLevelSpec } from 'vega-lite';
import { counted } from '../contracts/figures.ts';
import { type ChartSize, type Layer, onePanel } from './chart-frame.ts';
import { missingChart } from './missing.ts';
import { placeLabels } from './place-labels.ts';
import { COUNT_TICKS, labelWidth, PERCENT_TICKS, percent, shownName } from './words.ts';

/** A reviewer and what became of the AI's answers under their eyes. */
export interface ReviewerRow {
  readonly reviewer: string;
  readonly reviews: number;
  readonly overrides: number;
}

/** Between which override rates chance alone would leave a reviewer of so many reviews who is like the others. */
export interface FunnelLimit {
  readonly reviews: number;
  readonly low: number;
  readonly high: number;
}

export interface ReviewerFunnelOptions extends ChartSize {
  /** At several numbers of reviews, so that the lines are round; empty draws no funnel. */
  readonly limits?: readonly FunnelLimit[];
}

/** Override rate of each reviewer by their number of reviews; who lies outside the funnel differs by more than chance. */
export function reviewerFunnel(
  reviewers: readonly ReviewerRow[],
  { width = 560, height = 340, limits = [] }: ReviewerFunnelOptions = {},
): TopLevelSpec {
  const judged = reviewers.filter(({ reviews }) => reviews > 0);
  const title = 'answers changed, %';
  if (judged.length === 0)
    return missingChart(
      'Override rate by reviewer.',
      { width, height },
      {
        x: { title: 'reviews', domain: [0, 10], ticks: COUNT_TICKS },
        y: { title, domain: [0, 0.2], ticks: PERCENT_TICKS },
        words: 'No reviewer has judged a decision.',
      },
    );
  const funnel = [...limits].sort((a, b) => a.reviews - b.reviews);
  const rows = judged.map((row) => {
    const rate = row.overrides / row.reviews;
    const outside = isOutside(rate, row.reviews, funnel);
    return { ...row, reviewer: shownName(row.reviewer, 24), rate, shown: percent(rate), outside };
  });
  const mean = sum(rows.map(({ overrides }) => overrides)) / sum(rows.map(({ reviews }) => reviews));
  const most = Math.max(...rows.map(({ reviews }) => reviews)) * 1.08;
  const top = Math.min(1, Math.max(1.15 * Math.max(...rows.map(({ rate }) => rate)), 2.5 * mean, 0.02));
  const outside = rows.filter((row) => row.outside);
  const axes = { most, top, title };
  const notes = notesOf(funnel, mean, axes);
  const description = `Override rate of ${counted(rows.length, 'reviewer')}, ${percent(mean)} together; ${outside.length} outside what chance explains.`;
  return onePanel(description, { width, height }, [
    ...funnelLayers(funnel, mean, axes),
    ...notes.map((note) => noteLayer(note, axes)),
    ...dots(rows, outside, axes),
    ...names(rows, outside, { ...axes, width: width - 80, height: height - 80 }, notes),
  ]);
}

function names(
  rows: readonly Dot[],
  outside: readonly Dot[],
  { most, top, ...size }: Axes & { readonly width: number; readonly height: number },
  notes: readonly Note[],
): Layer[] {
  const taken = notes.map(({ words, rate }) => {
    const bottom = (1 - rate / top) * size.height - NOTE_RISE;
    return { left: size.width - labelWidth(words) - 4, right: size.width, top: bottom - 14, bottom };
  });
  const mark = ({ reviews, rate }: Dot) => ({
    x: (reviews / most) * size.width,
    y: (1 - rate / top) * size.height,
    radius: 5,
  });
  const labels = outside.map((row) => ({
    words: `${row.reviewer}, unusual`,
    ...mark(row),
    at: { x: row.reviews, y: row.rate },
  }));
  return placeLabels(labels, { ...size, style: 'trouble-words', marks: rows.map(mark), taken });
}

interface Axes {
  readonly most: number;
  readonly top: number;
  readonly title: string;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Against the limits next to it, the wider of both: a line between two points of the funnel is not exact. */
function isOutside(rate: number, reviews: number, funnel: readonly FunnelLimit[]): boolean {
  const below = funnel.filter((limit) => limit.reviews <= reviews).at(-1) ?? funnel[0];
  return below !== undefined && (rate < below.low || rate > below.high);
}

function xOf({ most }: Axes) {
  return {
    field: 'reviews',
    type: 'quantitative' as const,
    scale: { domain: [0, most], nice: false as const },
    axis: { title: 'reviews', labelExpr: COUNT_TICKS, tickCount: 6, tickMinStep: 1 },
  };
}

function yOf(field: string, { top, title }: Axes) {
  return {
    field,
    type: 'quantitative' as const,
    scale: { domain: [0, top], nice: false as const },
    axis: { title, labelExpr: PERCENT_TICKS, tickCount: 5 },
  };
}

/** Words at the right end of a line. */
interface Note {
  readonly words: string;
  readonly rate: number;
}

/** So far above its line a note stands. */
const NOTE_RISE = 4;

function notesOf(funnel: readonly FunnelLimit[], mean: number, { most }: Axes): Note[] {
  const last = funnel.filter(({ reviews }) => reviews <= most).at(-1);
  return [
    { words: `all together ${percent(mean)}`, rate: mean },
    ...(last === undefined ? [] : [{ words: 'band: what chance alone would do', rate: last.low }]),
  ];
}

function noteLayer(note: Note, axes: Axes): Layer {
  return {
    data: { values: [note] },
    mark: { type: 'text', style: 'muted-words', align: 'right', baseline: 'bottom', dx: -4, dy: -NOTE_RISE },
    encoding: { x: { value: 'width' }, y: yOf('rate', axes), text: { field: 'words' } },
  };
}

function funnelLayers(funnel: readonly FunnelLimit[], mean: number, axes: Axes): Layer[] {
  return [
    {
      data: { values: [...funnel] },
      mark: { type: 'area', style: 'chance', clip: true },
      encoding: { x: xOf(axes), y: yOf('low', axes), y2: { field: 'high' } },
    },
    {
      data: { values: [{ mean }] },
      mark: { type: 'rule', style: 'chance-line' },
      encoding: { y: yOf('mean', axes) },
    },
  ];
}

type Dot = ReviewerRow & { readonly rate: number; readonly shown: string; readonly outside: boolean };

function dots(rows: readonly Dot[], outside: readonly Dot[], axes: Axes): Layer[] {
  const dot = (values: readonly Dot[], style: string): Layer => ({
    data: { values: [...values] },
    mark: { type: 'point', style },
    encoding: {
      x: xOf(axes),
      y: yOf('rate', axes),
      tooltip: [
        { field: 'reviewer', type: 'nominal' },
        { field: 'shown', type: 'nominal', title: 'answers changed' },
        { field: 'reviews', type: 'quantitative' },
      ],
    },
  });
  return [
    dot(
      rows.filter((row) => !row.outside),
      'naive-dot',
    ),
    dot(outside, 'trouble-dot'),
  ];
}
