import type { TopLevelSpec } from 'vega-lite';
import { type ChartSize, type Layer, onePanel } from './chart-frame.ts';
import { evidenceDomain, evidenceLevels, LEAST_EVIDENCE, type Span } from './evidence-levels.ts';
import { missingChart } from './missing.ts';
import { dayTicks, moment } from './time-axis.ts';
import { shortNumber } from './words.ts';

/** What the record was worth as evidence on a day: how many times its stake a bet against the limit had won. */
export interface EvidenceGrowthRow {
  readonly at: string;
  readonly eValue: number;
}

export interface EvidenceGrowthOptions extends ChartSize {
  /** Chance of a false certificate; enough is 1 / delta. */
  readonly delta: number;
}

/** How evidence grew towards what a certificate needs, on a logarithmic axis: equal steps are equal factors. */
export function evidenceGrowth(
  days: readonly EvidenceGrowthRow[],
  { delta, width = 560, height = 280 }: EvidenceGrowthOptions,
): TopLevelSpec {
  const need = 1 / delta;
  const title = 'evidence (e-value)';
  if (days.length === 0)
    return missingChart(
      'Evidence over time.',
      { width, height },
      {
        x: { title: 'day', domain: [0, 1] },
        y: { title, domain: [0, need] },
        words: `No verdicts yet. Enough is ${shortNumber(need)}.`,
      },
    );
  const rows = days
    .map(({ at, eValue }) => ({
      at,
      day: at.slice(0, 10),
      moment: moment(at),
      eValue,
      drawn: Math.max(LEAST_EVIDENCE, eValue),
    }))
    .sort((a, b) => a.moment - b.moment);
  const values = rows.map(({ drawn }) => drawn);
  const last = rows.at(-1) as (typeof rows)[number];
  const domain = evidenceDomain(values, need);
  const first = rows[0]?.moment ?? 0;
  const span: Span = [first, last.moment > first ? last.moment : first + 24 * 3600 * 1000];
  const verb = last.eValue >= need ? 'reached' : 'not reached';
  return onePanel(
    `Evidence over time: ${shortNumber(last.eValue)} on ${last.day}; the ${shortNumber(need)} that a certificate needs is ${verb}.`,
    { width, height },
    [...evidenceLevels(delta, { domain, title }), ...growth(rows, last, span)],
  );
}

interface GrowthRow extends EvidenceGrowthRow {
  readonly day: string;
  readonly moment: number;
  readonly drawn: number;
}

function growth(rows: readonly GrowthRow[], last: GrowthRow, span: Span): Layer[] {
  const encoding = {
    x: {
      field: 'moment',
      type: 'temporal' as const,
      scale: { type: 'utc' as const, domain: [...span], nice: false as const },
      axis: { title: 'day (UTC)', ...dayTicks(span) },
    },
    y: { field: 'drawn', type: 'quantitative' as const },
  };
  const tooltip = [
    { field: 'day', type: 'nominal' as const },
    { field: 'eValue', type: 'quantitative' as const, format: '.3~g', title: 'evidence' },
  ];
  return [
    { data: { values: [...rows] }, mark: { type: 'line', style: 'certified-line' }, encoding },
    {
      data: { values: [last] },
      mark: { type: 'point', style: 'certified-dot' },
      encoding: { ...encoding, tooltip },
    },
    {
      data: { values: [{ ...last, words: shortNumber(last.eValue) }] },
      mark: {
        type: 'text',
        style: 'certified-words',
        align: rows.length > 1 ? 'right' : 'left',
        baseline: 'bottom',
        dx: rows.length > 1 ? -4 : 8,
        dy: -8,
      },
      encoding: { ...encoding, text: { field: 'words' } },
    },
  ];
}
