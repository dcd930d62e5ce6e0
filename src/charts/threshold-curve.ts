import type { TopLevelSpec } from 'vega-lite';
import type { CurvePoint } from '../contracts/curve.ts';
import { thresholdText } from '../contracts/figures.ts';
import { type ChartSize, FIXED_EXTENT, frame, type Layer, plotWidth } from './chart-frame.ts';
import { chosenRule } from './chosen-rule.ts';
import { lineLabels, type Obstacle } from './line-labels.ts';
import { missingChart } from './missing.ts';
import {
  bareThresholdRules,
  limitRule,
  type ThresholdMarks,
  thresholdObstacles,
  thresholdRules,
} from './rules.ts';
import { PERCENT_TICKS } from './words.ts';

/** A point of the curve, and the bound that would be certified there; null where none can be. */
export interface ThresholdCurveRow extends Pick<CurvePoint, 'threshold' | 'coverage' | 'risk' | 'naiveRisk'> {
  readonly riskUpper: number | null;
}

export interface ThresholdCurveOptions extends ChartSize, ThresholdMarks {
  readonly limit?: number | null;
  /** What `riskUpper` is, where it is no certified bound. */
  readonly boundWords?: string;
  /** What coverage is a share of, where it is not all decisions. */
  readonly coverageOf?: string;
  /** Whether a rule stands at the value of the parameter `chosen`, for a page that moves it. */
  readonly isChosen?: boolean;
}

type Span = readonly [number, number];
const TITLE = 'wrong of what it would take alone, %';

/** What each threshold would mean: above the error rate with its bound, below how much the AI would take alone. */
export function thresholdCurve(
  points: readonly ThresholdCurveRow[],
  options: ThresholdCurveOptions = {},
): TopLevelSpec {
  const { width = 560, height = 380, limit = null, ...rest } = options;
  const {
    boundWords = 'certified bound',
    coverageOf = 'all decisions',
    isChosen = false,
    ...thresholds
  } = rest;
  const known = points.some(({ risk, riskUpper }) => risk !== null || riskUpper !== null);
  if (!known)
    return missingChart(
      'Error rate and coverage by threshold.',
      { width, height },
      {
        x: { title: 'threshold', domain: [0, 1], ticks: 'datum.label' },
        y: { title: TITLE, domain: [0, Math.min(1, (limit ?? 0.05) * 2)], ticks: PERCENT_TICKS },
        words: points.length === 0 ? 'No decisions yet.' : 'Nobody has reviewed a decision yet.',
      },
    );
  const rows = [...points].sort((a, b) => a.threshold - b.threshold);
  const x: Span = [rows[0]?.threshold ?? 0, Math.max(1, rows.at(-1)?.threshold ?? 1)];
  const inner = plotWidth(width);
  const plots = Math.max(120, height - 120);
  const upper = { width: inner, height: Math.round(plots * 0.64) };
  const lower = { width: inner, height: Math.round(plots * 0.36) };
  return {
    ...frame(sentence(thresholds, boundWords)),
    ...(isChosen && { params: [{ name: 'chosen', value: x[1] }] }),
    vconcat: [
      {
        ...upper,
        layer: [
          ...riskPanel(rows, { x, limit, thresholds, boundWords, ...upper }),
          ...(isChosen ? chosenRule(true) : []),
        ],
      },
      {
        ...lower,
        layer: [
          ...coveragePanel(rows, { x, thresholds, coverageOf }),
          ...(isChosen ? chosenRule(false) : []),
        ],
      },
    ],
  };
}

function sentence({ current, proposed }: ThresholdMarks, boundWords: string): string {
  const marks = [
    ...(typeof current === 'number' ? [`now ${thresholdText(current)}`] : []),
    ...(typeof proposed === 'number' ? [`proposed ${thresholdText(proposed)}`] : []),
  ];
  const whole = `Error rate with its ${boundWords}, and share taken alone, by threshold`;
  return marks.length === 0 ? `${whole}.` : `${whole}: ${marks.join(', ')}.`;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

interface RiskPanel extends Size {
  readonly x: Span;
  readonly limit: number | null;
  readonly thresholds: ThresholdMarks;
  readonly boundWords: string;
}

function riskPanel(
  rows: readonly ThresholdCurveRow[],
  { x, limit, thresholds, boundWords, ...size }: RiskPanel,
): Layer[] {
  const most = Math.max(...rows.flatMap(({ risk, naiveRisk }) => [risk ?? 0, naiveRisk ?? 0]));
  const bounds = rows
    .flatMap(({ riskUpper }) => (riskUpper === null ? [] : [riskUpper]))
    .sort((a, b) => a - b);
  // A bound of few verdicts is near 1 and would flatten everything else.
  const usual = bounds[Math.floor(bounds.length / 2)] ?? 0;
  const top = Math.min(1, Math.max(1.2 * most, 1.5 * usual, 2 * (limit ?? 0), 0.01));
  const xOf = {
    field: 'threshold',
    type: 'quantitative' as const,
    scale: { domain: [...x], nice: false, zero: false },
    axis: { title: null, tickCount: 6 },
  };
  const yOf = (field: string) => ({
    field,
    type: 'quantitative' as const,
    scale: { domain: [0, top], nice: false },
    axis: { title: TITLE, labelExpr: PERCENT_TICKS, tickCount: 5, ...FIXED_EXTENT },
  });
  const line = (field: 'risk' | 'naiveRisk' | 'riskUpper', style: string): Layer => ({
    data: { values: rows.filter((row) => row[field] !== null) },
    mark: { type: 'line', style, clip: true },
    encoding: { x: xOf, y: yOf(field) },
  });
  const plot = { domain: x, width: size.width, unit: 'share' } as const;
  const pixels = (field: 'risk' | 'naiveRisk' | 'riskUpper') =>
    rows.flatMap((row) => {
      const value = row[field];
      if (value === null || value > top) return [];
      const along = (row.threshold - x[0]) / (x[1] - x[0]);
      return [{ x: along * size.width, y: (1 - value / top) * size.height }];
    });
  const between = rows.filter(({ risk, riskUpper }) => risk !== null && riskUpper !== null);
  return [
    {
      data: { values: between },
      mark: { type: 'area', style: 'uncertainty', clip: true },
      encoding: {
        x: xOf,
        y: yOf('risk'),
        y2: { field: 'riskUpper' },
      },
    },
    line('naiveRisk', 'naive-line'),
    line('riskUpper', 'certified-thin'),
    line('risk', 'certified-line'),
    // A line of one point has no length.
    {
      data: { values: between.length === 1 ? between : [] },
      mark: { type: 'rule', style: 'certified-interval', clip: true },
      encoding: { x: xOf, y: yOf('risk'), y2: { field: 'riskUpper' } },
    },
    {
      data: { values: between.length === 1 ? between : [] },
      mark: { type: 'point', style: 'certified-dot' },
      encoding: { x: xOf, y: yOf('risk') },
    },
    ...limitRule(limit),
    ...lineLabels(
      [
        { points: pixels('riskUpper'), words: boundWords, style: 'certified-words' },
        { points: pixels('risk'), words: 'error rate, weighted', style: 'certified-words' },
        { points: pixels('naiveRisk'), words: 'naive', style: 'naive-words' },
      ],
      { ...size, taken: [...thresholdObstacles(thresholds, plot), ...limitObstacles(limit, top, size)] },
    ),
    ...thresholdRules(thresholds, plot),
  ];
}

/** The dashed line, and the words at its right end. */
function limitObstacles(limit: number | null, top: number, { width, height }: Size): Obstacle[] {
  if (limit === null) return [];
  const y = (1 - limit / top) * height;
  return [
    { left: 0, right: width, top: y - 1, bottom: y + 1 },
    { left: width - 60, right: width, top: y - 18, bottom: y },
  ];
}

interface CoveragePanel {
  readonly x: Span;
  readonly thresholds: ThresholdMarks;
  readonly coverageOf: string;
}

function coveragePanel(
  rows: readonly ThresholdCurveRow[],
  { x, thresholds, coverageOf }: CoveragePanel,
): Layer[] {
  return [
    {
      data: { values: [...rows] },
      mark: {
        type: 'line',
        style: 'certified-line',
        point: rows.length === 1 ? { style: 'certified-dot' } : false,
      },
      encoding: {
        x: {
          field: 'threshold',
          type: 'quantitative',
          scale: { domain: [...x], nice: false, zero: false },
          axis: { title: 'threshold', tickCount: 6 },
        },
        y: {
          field: 'coverage',
          type: 'quantitative',
          scale: { domain: [0, 1], nice: false },
          axis: {
            title: `taken alone, % of ${coverageOf}`,
            labelExpr: PERCENT_TICKS,
            tickCount: 3,
            ...FIXED_EXTENT,
          },
        },
        tooltip: [
          { field: 'threshold', type: 'quantitative' },
          { field: 'coverage', type: 'quantitative', format: '.1%' },
          { field: 'risk', type: 'quantitative', format: '.2%' },
          { field: 'riskUpper', type: 'quantitative', format: '.2%' },
        ],
      },
    },
    ...bareThresholdRules(thresholds),
  ];
}
