import type { TopLevelSpec } from 'vega-lite';
import { percentUp } from '../contracts/figures.ts';
import type { Reach } from '../contracts/recommendation.ts';
import type { RiskCoveragePoint } from '../contracts/reliability.ts';
import { type ChartSize, type Layer, onePanel } from './chart-frame.ts';
import { missingChart } from './missing.ts';
import { onPaper } from './on-paper.ts';
import { limitRule } from './rules.ts';
import { PERCENT_TICKS, percent, thresholdWords } from './words.ts';

export interface RiskCoverageOptions extends ChartSize {
  readonly limit?: number | null;
  /** What is certified: its coverage, and the bound on its error rate. */
  readonly certified?: Pick<Reach, 'threshold' | 'coverage' | 'riskUpper'> | null;
}

/** What more autonomy costs: the error rate of what would be taken alone against how much that is. */
export function riskCoverage(
  points: readonly RiskCoveragePoint[],
  { width = 480, height = 300, limit = null, certified = null }: RiskCoverageOptions = {},
): TopLevelSpec {
  const size = { width, height };
  const x = { title: 'taken alone, % of reviewed decisions', domain: [0, 1], ticks: PERCENT_TICKS } as const;
  const title = 'wrong of these, %';
  if (points.length === 0)
    return missingChart('Error rate against coverage.', size, {
      x,
      y: { title, domain: [0, Math.min(1, (limit ?? 0.05) * 2)], ticks: PERCENT_TICKS },
      words: 'No decision has been reviewed.',
    });
  const rows = [...points].sort((a, b) => a.coverage - b.coverage);
  const last = rows.at(-1) as RiskCoveragePoint;
  const top = highest(rows, limit);
  return onePanel(sentence(last, certified), size, [
    ...curve(rows, { x, title, top }),
    ...limitRule(limit),
    ...certifiedPoint(certified, top),
  ]);
}

function sentence(last: RiskCoveragePoint, certified: RiskCoverageOptions['certified']): string {
  const all = `Error rate against coverage: ${percent(last.risk)} wrong if ${percent(last.coverage)} were taken alone.`;
  if (certified === null || certified === undefined) return all;
  return `${all} Certified: ${percent(certified.coverage)} alone, of which at most ${percentUp(certified.riskUpper, null)} % wrong.`;
}

/** The few decisions of most confidence have bounds near 1: these may leave the picture, the curve may not. */
function highest(rows: readonly RiskCoveragePoint[], limit: number | null): number {
  const whole = (rows.at(-1) as RiskCoveragePoint).high;
  const risks = rows.filter(({ coverage }) => coverage >= 0.1).map(({ risk }) => risk);
  return Math.min(1, Math.max(1.25 * whole, 1.15 * Math.max(0, ...risks), 1.5 * (limit ?? 0), 0.01));
}

interface CurvePlot {
  readonly x: { readonly title: string };
  readonly title: string;
  readonly top: number;
}

function curve(rows: readonly RiskCoveragePoint[], { x, title, top }: CurvePlot): Layer[] {
  const data = { values: [...rows] };
  const encoding = {
    x: {
      field: 'coverage',
      type: 'quantitative' as const,
      scale: { domain: [0, 1], nice: false },
      axis: { title: x.title, labelExpr: PERCENT_TICKS, tickCount: 5 },
    },
    y: {
      field: 'risk',
      type: 'quantitative' as const,
      scale: { domain: [0, top], nice: false },
      axis: { title, labelExpr: PERCENT_TICKS, tickCount: 5 },
    },
  };
  const end = { data: { values: rows.slice(-1) } };
  const words = { type: 'text', align: 'right', baseline: 'bottom', dx: -2, dy: -6 } as const;
  return [
    {
      data,
      mark: { type: 'area', style: 'uncertainty', interpolate: 'step-before', clip: true },
      encoding: { ...encoding, y2: { field: 'high' } },
    },
    {
      data,
      mark: { type: 'line', style: 'certified-line', interpolate: 'step-before', clip: true },
      encoding,
    },
    {
      data,
      mark: { type: 'point', style: 'naive-dot', opacity: 0, clip: true },
      encoding: {
        ...encoding,
        tooltip: [
          { field: 'threshold', type: 'quantitative' },
          { field: 'coverage', type: 'quantitative', format: '.1%' },
          { field: 'risk', type: 'quantitative', format: '.2%' },
          { field: 'high', type: 'quantitative', format: '.2%', title: 'upper bound' },
        ],
      },
    },
    // The whole record: also what there is to see where it is one point.
    {
      ...end,
      mark: { type: 'rule', style: 'certified-interval', clip: true },
      encoding: { ...encoding, y2: { field: 'high' } },
    },
    { ...end, mark: { type: 'point', style: 'certified-dot' }, encoding },
    {
      ...end,
      mark: { ...words, style: 'certified-words' },
      encoding: { ...encoding, text: { value: 'error rate' } },
    },
    {
      ...end,
      mark: { ...words, style: 'muted-words' },
      encoding: { ...encoding, y: { ...encoding.y, field: 'high' }, text: { value: 'upper end, 95 %' } },
    },
  ];
}

function certifiedPoint(certified: RiskCoverageOptions['certified'], top: number): Layer[] {
  if (certified === null || certified === undefined) return [];
  const { coverage, riskUpper, threshold } = certified;
  const row = {
    coverage,
    riskUpper: Math.min(riskUpper, top),
    words: thresholdWords('certified', threshold),
  };
  const encoding = {
    x: { field: 'coverage', type: 'quantitative' as const },
    y: { field: 'riskUpper', type: 'quantitative' as const },
  };
  const isRight = coverage > 0.6;
  return [
    ...onPaper({
      data: { values: [row] },
      mark: {
        type: 'text',
        style: 'certified-words',
        align: isRight ? 'right' : 'left',
        baseline: 'middle',
        dx: isRight ? -10 : 10,
      },
      encoding: { ...encoding, text: { field: 'words' } },
    }),
    { data: { values: [row] }, mark: { type: 'point', style: 'certified-dot' }, encoding },
  ];
}
