import type { TopLevelSpec } from 'vega-lite';
import { counted } from '../contracts/figures.ts';
import { type ChartSize, frame, type Layer } from './chart-frame.ts';
import { type ChartEvent, eventMarks, eventRoom } from './event-marks.ts';
import { LEVEL_LETTERS, LEVEL_WORDS, type PortfolioLevel } from './level-words.ts';
import { rowScale } from './list-rows.ts';
import { missingChart } from './missing.ts';
import { dayTicks, moment } from './time-axis.ts';

/** From this time on a domain stood on this level. */
export interface LadderStep {
  readonly at: string;
  readonly level: PortfolioLevel;
}

export interface LadderHistoryOptions extends ChartSize {
  readonly events?: readonly ChartEvent[];
  /** Up to when the last level is known to hold; by default the last step or event. */
  readonly until?: string;
}

const RUNGS = ['autonomous', 'on-the-loop', 'in-the-loop', 'floor'] as const;
const NAMES = 132;
const RUNG = 36;

/** On which rung of the ladder a domain stood when, and what moved it. */
export function ladderHistory(
  steps: readonly LadderStep[],
  { width = 640, height, events = [], until }: LadderHistoryOptions = {},
): TopLevelSpec {
  if (steps.length === 0)
    return missingChart(
      'Level over time.',
      { width, height: height ?? 200 },
      {
        x: { title: 'day', domain: [0, 1] },
        y: { title: 'level', domain: [0, 1] },
        words: 'No level has been set yet.',
      },
    );
  const order = steps
    .map((step) => ({ ...step, moment: moment(step.at) }))
    .sort((a, b) => a.moment - b.moment);
  const rungs = RUNGS.filter((rung) => rung !== 'floor' || order.some(({ level }) => level === 'floor'));
  const last = order.at(-1) as (typeof order)[number];
  const times = [...order.map((step) => step.moment), ...events.map(({ at }) => moment(at))];
  const end = Math.max(...times, until === undefined ? 0 : moment(until));
  const start = Math.min(...times);
  const span = [start, end > start ? end : start + 24 * 3600 * 1000] as const;
  const inner = width - 24;
  const eventPlot = { from: span[0], to: span[1], width: inner - NAMES };
  const plotted = [...order, { ...last, moment: span[1] }].map((step) => ({
    moment: step.moment,
    rung: rungs.indexOf(step.level),
  }));
  return {
    ...frame(
      `Level over time: ${LEVEL_WORDS[last.level]} since ${last.at.slice(0, 10)}, after ${counted(order.length - 1, 'change')}.`,
    ),
    width: inner,
    height:
      height === undefined ? rungs.length * RUNG : Math.max(60, height - 60 - eventRoom(events, eventPlot)),
    layer: [
      ...names(rungs, inner),
      stairs(plotted, rungs.length, { span, inner }),
      ...eventMarks(events, eventPlot),
    ],
  };
}

function names(rungs: readonly PortfolioLevel[], inner: number): Layer[] {
  const values = rungs.map((level, rung) => ({
    rung,
    words: `${LEVEL_LETTERS[level]}  ${LEVEL_WORDS[level]}`,
  }));
  const y = yOf(rungs.length);
  return [
    {
      data: { values },
      mark: { type: 'rule', style: 'hairline' },
      encoding: { x: { value: NAMES }, x2: { value: inner }, y },
    },
    {
      data: { values },
      mark: { type: 'text', style: 'words', align: 'left', baseline: 'middle' },
      encoding: { x: { value: 0 }, y, text: { field: 'words' } },
    },
  ];
}

function yOf(rungs: number) {
  return {
    field: 'rung',
    type: 'quantitative' as const,
    scale: rowScale(rungs),
    axis: null,
  };
}

function stairs(
  values: readonly { readonly moment: number; readonly rung: number }[],
  rungs: number,
  { span, inner }: { readonly span: readonly [number, number]; readonly inner: number },
): Layer {
  return {
    data: { values: [...values] },
    mark: { type: 'line', style: 'certified-line', interpolate: 'step-after' },
    encoding: {
      x: {
        field: 'moment',
        type: 'temporal',
        scale: { type: 'utc', domain: [...span], nice: false, range: [NAMES, inner] },
        axis: { title: 'day (UTC)', ...dayTicks(span) },
      },
      y: yOf(rungs),
    },
  };
}
