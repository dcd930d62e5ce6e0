import type { TopLevelSpec } from 'vega-lite';
import { count, counted, percentUp } from '../contracts/figures.ts';
import type { SliceFinding } from '../contracts/slice.ts';
import { type ChartSize, frame, type Layer } from './chart-frame.ts';
import { LIST_ROW, rowLines, rowOf, rowScale, wordColumn } from './list-rows.ts';
import { missingChart } from './missing.ts';
import { uprightLimit } from './rules.ts';
import { PERCENT_TICKS, percent, shownName } from './words.ts';

export interface SliceDotsOptions extends ChartSize {
  /** The worst so many are shown; the rest are counted in words. */
  readonly most?: number;
}

const NAMES = 200;
const WORDS = 172;

/** Error rate of each slice up to the bound on it, the worst first, against the limit for slices. */
export function sliceDots(
  findings: readonly SliceFinding[],
  { width = 640, height, most = 20 }: SliceDotsOptions = {},
): TopLevelSpec {
  if (findings.length === 0)
    return missingChart(
      'Error rate by slice.',
      { width, height: height ?? 200 },
      {
        x: { title: 'wrong, %', domain: [0, 0.1], ticks: PERCENT_TICKS },
        y: { title: 'slice', domain: [0, 1] },
        words: 'No slices are named for this domain.',
      },
    );
  const order = [...findings].sort((a, b) => rank(a) - rank(b) || b.riskUpper - a.riskUpper || byName(a, b));
  const limit = (order[0] as SliceFinding).limit;
  const top = highest(order, limit);
  const rows = order.slice(0, most).map((finding, row) => placed(finding, row, top));
  const inner = width - 16;
  const failed = findings.filter(({ verdict }) => verdict === 'failed').length;
  return {
    ...frame(
      `Error rate of ${counted(findings.length, 'slice')} with its upper bound, ${failed} of them failed.`,
    ),
    width: inner,
    height: height === undefined ? rows.length * LIST_ROW : Math.max(40, height - 70),
    layer: [
      rowLines(rows.length, inner),
      ...uprightLimit(limit),
      ...intervals(rows, { top, inner, left: order.length - rows.length }),
      wordColumn(rows, { field: 'name', x: 0, align: 'left', style: 'words' }),
      ...verdictWords(rows, inner),
      ...headers(inner),
    ],
  };
}

interface SliceRow {
  readonly row: number;
  readonly name: string;
  readonly risk: number | null;
  readonly end: number;
  readonly verdict: SliceFinding['verdict'];
  readonly words: string;
}

function rank({ verdict }: SliceFinding): number {
  return { failed: 0, untested: 1, passed: 2 }[verdict];
}

function byName(a: SliceFinding, b: SliceFinding): number {
  const [left, right] = [`${a.column}\n${a.value}`, `${b.column}\n${b.value}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Bounds of slices that nobody looked at are 1 and would flatten the others. */
function highest(findings: readonly SliceFinding[], limit: number): number {
  const tested = findings.filter(({ verdict }) => verdict !== 'untested').map(({ riskUpper }) => riskUpper);
  const risks = findings.map(({ risk }) => risk ?? 0);
  return Math.min(1, Math.max(2 * limit, 1.1 * Math.max(0, ...tested), 1.1 * Math.max(0, ...risks)));
}

function placed(
  { column, value, risk, riskUpper, verdict, reviewed }: SliceFinding,
  row: number,
  top: number,
): SliceRow {
  const said = { failed: '✕ failed', untested: 'too few', passed: 'passed' }[verdict];
  return {
    row,
    name: shownName(`${column}: ${value}`, 30),
    risk,
    end: Math.min(riskUpper, top),
    verdict,
    words: `${said} · ${riskUpper >= 1 ? '–' : `≤ ${percentUp(riskUpper, null)} %`} · ${count(reviewed)}`,
  };
}

function intervals(
  rows: readonly SliceRow[],
  { top, inner, left }: { readonly top: number; readonly inner: number; readonly left: number },
): Layer[] {
  const more = left === 0 ? '' : `; ${left} more not shown`;
  const xOf = (field: string) => ({
    field,
    type: 'quantitative' as const,
    scale: { domain: [0, top], nice: false as const, range: [NAMES, inner - WORDS] },
    axis: { title: `wrong, %, up to its bound${more}`, labelExpr: PERCENT_TICKS, tickCount: 5, grid: true },
  });
  const y = { ...rowOf('row'), scale: rowScale(rows.length) };
  return (['passed', 'untested', 'failed'] as const).flatMap((verdict): Layer[] => {
    const values = rows.filter((row) => row.verdict === verdict);
    const known = values.filter(({ risk }) => risk !== null);
    const tone = verdict === 'failed' ? 'trouble' : 'certified';
    const dot = verdict === 'untested' ? 'certified-open-dot' : `${tone}-dot`;
    return [
      {
        data: { values: values.map((row) => ({ ...row, risk: row.risk ?? 0 })) },
        mark: { type: 'rule', style: `${tone}-interval`, opacity: verdict === 'untested' ? 0.5 : 1 },
        encoding: { x: xOf('risk'), x2: { field: 'end' }, y },
      },
      {
        data: { values: known.map((row) => ({ ...row, shown: percent(row.risk) })) },
        mark: { type: 'point', style: dot },
        encoding: {
          x: xOf('risk'),
          y,
          tooltip: [
            { field: 'name', type: 'nominal', title: 'slice' },
            { field: 'shown', type: 'nominal', title: 'wrong' },
            { field: 'words', type: 'nominal', title: 'verdict · bound · reviewed' },
          ],
        },
      },
    ];
  });
}

function verdictWords(rows: readonly SliceRow[], inner: number): Layer[] {
  const column = (values: readonly SliceRow[], style: string): Layer =>
    wordColumn(values, { field: 'words', x: inner, align: 'right', style });
  return [
    column(
      rows.filter(({ verdict }) => verdict === 'failed'),
      'trouble-words',
    ),
    column(
      rows.filter(({ verdict }) => verdict !== 'failed'),
      'muted-words',
    ),
  ];
}

function headers(inner: number): Layer[] {
  const header = (words: string, x: number, align: 'left' | 'right'): Layer => ({
    data: { values: [{}] },
    mark: { type: 'text', style: 'muted-words', align, baseline: 'bottom' },
    encoding: { x: { value: x }, y: { value: -4 }, text: { value: words } },
  });
  return [header('slice', 0, 'left'), header('verdict · at most · reviewed', inner, 'right')];
}
