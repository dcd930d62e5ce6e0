import type { TopLevelSpec } from 'vega-lite';
import { count, counted } from '../contracts/figures.ts';
import { type ChartSize, FIXED_EXTENT, frame, type Layer, plotWidth } from './chart-frame.ts';
import { missingChart } from './missing.ts';
import { dayTicks, moment } from './time-axis.ts';
import { volumeKey } from './volume-key.ts';
import { COUNT_TICKS, labelWidth } from './words.ts';

/** What came in on one UTC day. */
export interface IntakeDayRow {
  readonly day: string;
  readonly decisions: number;
  readonly verdicts: number;
  readonly quarantined: number;
}

const DAY_MS = 24 * 3600 * 1000;

/** Rows by the day on which they came in: decisions and verdicts beside one another, and a red dot for what was refused. */
export function intakeDays(
  days: readonly IntakeDayRow[],
  { width = 640, height = 200 }: ChartSize = {},
): TopLevelSpec {
  if (days.length === 0)
    return missingChart(
      'Rows by the day on which they came in.',
      { width, height },
      {
        x: { title: 'day (UTC)', domain: [0, 1] },
        y: { title: 'rows added', domain: [0, 10], ticks: COUNT_TICKS },
        words: 'Nothing has come in yet.',
      },
    );
  const rows = days
    .map((row) => ({ ...row, moment: moment(row.day) }))
    .sort((a, b) => a.moment - b.moment)
    .map((row) => ({
      ...row,
      middle: row.moment + 0.5 * DAY_MS,
      left: row.moment + 0.3 * DAY_MS,
      right: row.moment + 0.7 * DAY_MS,
    }));
  const [first, last] = [rows[0], rows.at(-1)] as [(typeof rows)[number], (typeof rows)[number]];
  const span = [first.moment - 0.5 * DAY_MS, last.moment + 1.5 * DAY_MS] as const;
  const inner = plotWidth(width);
  const barWidth = Math.max(1, (inner * 0.36 * DAY_MS) / (span[1] - span[0]));
  // Only the first layer of a picture says the domain of its times: Vega-Lite takes the second one for another.
  const x = (field: string, isFirst: boolean) => ({
    field,
    type: 'temporal' as const,
    scale: { type: 'utc' as const, nice: false as const, ...(isFirst && { domain: [...span] }) },
    ...(isFirst && { axis: { title: 'day (UTC)', ...dayTicks(span) } }),
  });
  const y = (field: string) => ({
    field,
    type: 'quantitative' as const,
    axis: { title: null, labelExpr: COUNT_TICKS, tickCount: 4, tickMinStep: 1, ...FIXED_EXTENT },
  });
  const tooltip = (['day', 'decisions', 'verdicts'] as const).map((field) => ({
    field,
    type: field === 'day' ? ('nominal' as const) : ('quantitative' as const),
  }));
  const bar = (field: 'decisions' | 'verdicts', style: string): Layer => ({
    data: { values: rows },
    mark: { type: 'bar', style, width: barWidth },
    encoding: {
      x: x(field === 'decisions' ? 'left' : 'right', field === 'decisions'),
      y: y(field),
      tooltip: [...tooltip, { field: 'quarantined', type: 'quantitative', title: 'refused' }],
    },
  });
  const refused = rows.filter(({ quarantined }) => quarantined > 0);
  return {
    ...frame(sentence(last, rows.length)),
    width: inner,
    height: Math.max(60, height - 60),
    layer: [
      bar('decisions', 'volume'),
      bar('verdicts', 'reviewed'),
      ...(refused.length === 0 ? [] : refusedMarks(refused, x('middle', false), y('quarantined'))),
      ...volumeKey('decisions', 'verdicts'),
    ],
  };
}

/** Where the key of the bars ends. */
const KEY_END = Math.round(labelWidth('decisions') + labelWidth('verdicts')) + 64;

/** A dot a day, and what it stands for beside the key of the bars: beside the dot words would lie upon bars. */
function refusedMarks(rows: readonly object[], x: object, y: object): Layer[] {
  const key = { x: { value: KEY_END + 5 }, y: { value: -13 } };
  return [
    { data: { values: [...rows] }, mark: { type: 'point', style: 'trouble-dot' }, encoding: { x, y } },
    { data: { values: [{}] }, mark: { type: 'point', style: 'trouble-dot' }, encoding: key },
    {
      data: { values: [{}] },
      mark: { type: 'text', style: 'trouble-words', align: 'left', baseline: 'middle' },
      encoding: { x: { value: KEY_END + 16 }, y: { value: -12.5 }, text: { value: 'refused' } },
    },
  ];
}

function sentence({ day, decisions, verdicts, quarantined }: IntakeDayRow, days: number): string {
  return `Rows by the day on which they came in, ${counted(days, 'day')}; on ${day} ${counted(decisions, 'decision')} and ${counted(verdicts, 'verdict')} were added, ${count(quarantined)} refused.`;
}
