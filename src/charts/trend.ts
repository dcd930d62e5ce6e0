import type { TopLevelSpec } from 'vega-lite';
import type { TrendStep } from '../contracts/domain-parts.ts';
import { type ChartSize, FIXED_EXTENT, frame, type Layer, plotWidth } from './chart-frame.ts';
import { type ChartEvent, eventMarks, eventRoom } from './event-marks.ts';
import { missingChart } from './missing.ts';
import { limitRule } from './rules.ts';
import { dayTicks, moment } from './time-axis.ts';
import { volumeKey } from './volume-key.ts';
import { COUNT_TICKS, PERCENT_TICKS, percent } from './words.ts';

/** A week of a domain, or a day. The error rate is null where nothing was reviewed in it. */
export interface TrendRow {
  /** First day of it, or any time in it. */
  readonly week: string;
  readonly errorRate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly decisions: number;
  readonly reviewed: number;
}

export interface TrendOptions extends ChartSize {
  readonly limit?: number | null;
  readonly events?: readonly ChartEvent[];
  /** How long a row is. */
  readonly by?: TrendStep;
}

const STEP_MS = { day: 24 * 3600 * 1000, week: 7 * 24 * 3600 * 1000 } as const;

/** Error rate by week or day with its 95 % interval and what happened meanwhile; below it how much was decided and reviewed. */
export function trend(
  weeks: readonly TrendRow[],
  { width = 640, height = 340, limit = null, events = [], by = 'week' }: TrendOptions = {},
): TopLevelSpec {
  if (weeks.length === 0)
    return missingChart(
      `Error rate by ${by}.`,
      { width, height },
      {
        x: { title: by, domain: [0, 1] },
        y: { title: 'wrong, %', domain: [0, Math.min(1, (limit ?? 0.05) * 2)], ticks: PERCENT_TICKS },
        words: `No ${by} has passed yet.`,
      },
    );
  const stepMs = STEP_MS[by];
  const rows = weeks
    .map((row) => ({ ...row, moment: moment(row.week), middle: moment(row.week) + 0.5 * stepMs }))
    .sort((a, b) => a.moment - b.moment);
  const times = [
    ...rows.flatMap((row) => [row.moment, row.moment + stepMs]),
    ...events.map(({ at }) => moment(at)),
  ];
  const span: Span = [Math.min(...times) - 0.1 * stepMs, Math.max(...times) + 0.1 * stepMs];
  const inner = plotWidth(width);
  const eventPlot = { from: span[0], to: span[1], width: inner };
  const room = eventRoom(events, eventPlot);
  const plots = Math.max(120, height - 110 - room);
  return {
    ...frame(sentence(rows, by)),
    vconcat: [
      {
        width: inner,
        height: Math.round(plots * 0.7),
        layer: [
          ...rates(rows, span, { limit, room }),
          ...limitRule(limit),
          ...(rows.every(({ errorRate }) => errorRate === null) ? NOTHING_REVIEWED : []),
          ...eventMarks(events, eventPlot),
        ],
      },
      { width: inner, height: Math.round(plots * 0.3), layer: volumes(rows, span, { inner, by }) },
    ],
  };
}

/** Said where the picture would otherwise be blank. */
const NOTHING_REVIEWED: Layer[] = [
  {
    data: { values: [{}] },
    mark: { type: 'text', style: 'missing-words', align: 'left', baseline: 'top' },
    encoding: { x: { value: 8 }, y: { value: 24 }, text: { value: 'No decision has been reviewed.' } },
  },
];

type Span = readonly [number, number];
interface Placed extends TrendRow {
  readonly moment: number;
  readonly middle: number;
}

function sentence(rows: readonly Placed[], by: TrendStep): string {
  const last = rows.at(-1) as Placed;
  const rate = last.errorRate === null ? 'nothing reviewed' : `${percent(last.errorRate)} wrong`;
  const when = by === 'week' ? 'in the week of' : 'on';
  return `Error rate by ${by}, ${rows.length} ${by}s; ${when} ${last.week.slice(0, 10)} ${rate}.`;
}

/** Only the first layer of a panel says the domain of its times: Vega-Lite takes the second one for another. */
function timeOf(field: string, span: Span | null, title: string | null) {
  const scale = { type: 'utc' as const, nice: false as const };
  const axis =
    title !== null && span !== null
      ? { title, ...dayTicks(span) }
      : { title: null, labels: false, ticks: false };
  return {
    field,
    type: 'temporal' as const,
    ...(span === null ? { scale } : { scale: { ...scale, domain: [...span] }, axis }),
  };
}

function rates(
  rows: readonly Placed[],
  span: Span,
  { limit, room }: { readonly limit: number | null; readonly room: number },
): Layer[] {
  const judged = rows.filter(({ errorRate }) => errorRate !== null);
  const most = Math.max(...judged.map(({ errorRate }) => errorRate ?? 0), 0);
  const highs = judged.map(({ high }) => high ?? 0).sort((a, b) => a - b);
  const usual = highs[Math.floor(highs.length * 0.9)] ?? 0;
  const top = Math.min(1, Math.max(1.15 * most, 1.1 * usual, 1.6 * (limit ?? 0), 0.01));
  const yOf = (field: string) => ({
    field,
    type: 'quantitative' as const,
    scale: { domain: [0, top], nice: false },
    axis: {
      title: 'wrong of reviewed, %',
      labelExpr: PERCENT_TICKS,
      tickCount: 5,
      titleY: -10 - room,
      ...FIXED_EXTENT,
    },
  });
  const data = { values: judged };
  const x = timeOf('middle', null, null);
  return [
    {
      data,
      mark: { type: 'rule', style: 'certified-interval', clip: true, opacity: 0.55 },
      encoding: { x: timeOf('middle', span, null), y: yOf('low'), y2: { field: 'high' } },
    },
    {
      data: { values: [...rows] },
      mark: { type: 'line', style: 'certified-line', clip: true, invalid: 'break-paths-show-path-domains' },
      encoding: { x, y: yOf('errorRate') },
    },
    {
      data,
      mark: { type: 'point', style: 'certified-dot' },
      encoding: {
        x,
        y: yOf('errorRate'),
        tooltip: [
          { field: 'week', type: 'nominal' },
          { field: 'errorRate', type: 'quantitative', format: '.1%', title: 'wrong' },
          { field: 'low', type: 'quantitative', format: '.1%' },
          { field: 'high', type: 'quantitative', format: '.1%' },
          { field: 'reviewed', type: 'quantitative' },
        ],
      },
    },
  ];
}

function volumes(
  rows: readonly Placed[],
  span: Span,
  { inner, by }: { readonly inner: number; readonly by: TrendStep },
): Layer[] {
  // As wide as four fifths of a row; x2 would do, but Vega-Lite takes its domain for a second one.
  const width = Math.max(1, (inner * 0.8 * STEP_MS[by]) / (span[1] - span[0]));
  const bar = (field: 'decisions' | 'reviewed', style: string): Layer => ({
    data: { values: [...rows] },
    mark: { type: 'bar', style, width },
    encoding: {
      x: timeOf('middle', field === 'decisions' ? span : null, `${by} (UTC)`),
      y: {
        field,
        type: 'quantitative',
        axis: {
          title: null,
          labelExpr: COUNT_TICKS,
          tickCount: 2,
          tickMinStep: 1,
          ...FIXED_EXTENT,
        },
      },
    },
  });
  return [
    bar('decisions', 'volume'),
    bar('reviewed', 'reviewed'),
    ...volumeKey('decisions', 'of these reviewed'),
  ];
}
