import type { TopLevelSpec } from 'vega-lite';
import { count, counted, percentNear } from '../contracts/figures.ts';
import { type ChartSize, frame, type Layer } from './chart-frame.ts';
import { LIST_ROW, rowLines, rowScale, wordColumn } from './list-rows.ts';
import { missingChart } from './missing.ts';
import { volumeKey } from './volume-key.ts';
import { COUNT_TICKS, shownName } from './words.ts';

/** A reason to send a decision to a person: how often it did, and how often that person then changed something. */
export interface TriggerYieldRow {
  readonly trigger: string;
  readonly fired: number;
  /** Of these, those in which the person was needed; null where nobody knows yet. */
  readonly needed: number | null;
}

const NAMES = 208;
const WORDS = 196;

/** How often each trigger fired, and inside that how often a person was needed; the most frequent first. */
export function triggerYield(
  triggers: readonly TriggerYieldRow[],
  { width = 640, height }: ChartSize = {},
): TopLevelSpec {
  if (triggers.length === 0)
    return missingChart(
      'Triggers by how often they fired.',
      { width, height: height ?? 200 },
      {
        x: { title: 'decisions sent to a person', domain: [0, 10], ticks: COUNT_TICKS },
        y: { title: 'trigger', domain: [0, 1] },
        words: 'No trigger has fired.',
      },
    );
  const order = [...triggers].sort((a, b) => b.fired - a.fired || (a.trigger < b.trigger ? -1 : 1));
  const rows = order.map(({ trigger, fired, needed }, row) => ({
    row,
    name: shownName(trigger, 30),
    fired,
    needed,
    upper: row - 0.25,
    lower: row + 0.25,
    words: neededWords(fired, needed),
  }));
  const inner = width - 16;
  const sum = triggers.reduce((total, { fired }) => total + fired, 0);
  const bar = (field: 'fired' | 'needed', style: string): Layer => ({
    data: { values: rows.filter((row) => row[field] !== null) },
    mark: { type: 'rect', style },
    encoding: {
      x: {
        field,
        type: 'quantitative',
        scale: { domain: [0, Math.max(1, order[0]?.fired ?? 1)], nice: false, range: [NAMES, inner - WORDS] },
        axis: {
          title: 'decisions',
          labelExpr: COUNT_TICKS,
          tickCount: 4,
          tickMinStep: 1,
        },
      },
      x2: { datum: 0 },
      y: { field: 'upper', type: 'quantitative', scale: rowScale(rows.length), axis: null },
      y2: { field: 'lower' },
      tooltip: [
        { field: 'name', type: 'nominal', title: 'trigger' },
        { field: 'fired', type: 'quantitative' },
        { field: 'needed', type: 'quantitative' },
      ],
    },
  });
  return {
    ...frame(
      `${counted(triggers.length, 'trigger')} sent ${counted(sum, 'decision')} to a person; ${rows[0]?.name} the most.`,
    ),
    width: inner,
    height: height === undefined ? rows.length * LIST_ROW : Math.max(40, height - 60),
    layer: [
      rowLines(rows.length, inner),
      bar('fired', 'volume'),
      bar('needed', 'reviewed'),
      ...volumeKey('sent to a person', 'person needed', NAMES),
      wordColumn(rows, { field: 'name', x: 0, align: 'left', style: 'words' }),
      wordColumn(rows, { field: 'words', x: inner, align: 'right', style: 'muted-words' }),
    ],
  };
}

function neededWords(fired: number, needed: number | null): string {
  if (needed === null) return `– of ${count(fired)} needed`;
  const share = fired === 0 ? '–' : `${percentNear(needed / fired)} %`;
  return `${count(needed)} of ${count(fired)} needed, ${share}`;
}
