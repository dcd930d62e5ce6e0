import type { TopLevelSpec } from 'vega-lite';
import { counted, percentNear } from '../contracts/figures.ts';
import type { Reliability } from '../contracts/reliability.ts';
import { chanceBand, chanceWords, type SharePlot } from './chance-band.ts';
import { type ChartSize, frame, type Layer, plotWidth } from './chart-frame.ts';
import { confidenceHistogram } from './confidence-histogram.ts';
import type { Obstacle } from './line-labels.ts';
import { type EmptyAxis, missingChart } from './missing.ts';
import { type ThresholdMarks, thresholdObstacles, thresholdRules } from './rules.ts';
import { thresholdTint, tintWords } from './threshold-tint.ts';
import { PERCENT_TICKS, percent, shownName } from './words.ts';

export interface ReliabilityDiagramOptions extends ChartSize, ThresholdMarks {
  /** `full`: both axes from 0 to 1; `data`: from the least confidence and share that occur. */
  readonly zoom?: 'full' | 'data';
  /** Whether line and band say what they are: not where many pictures stand together and a text says it once. */
  readonly isExplained?: boolean;
}

/** Below so many verdicts of equal weight a dot is hollow. */
export const HOLLOW_BELOW = 30;

type Span = readonly [number, number];

/**
 * How often the AI was right at each confidence: the band of what chance alone would do, the diagonal, the rising curve
 * that fits best, bins of about equal weight with their 95 % intervals, and below it what was decided and what reviewed.
 */
export function reliabilityDiagram(
  reliability: Reliability,
  { width = 480, height, zoom = 'data', isExplained = true, ...thresholds }: ReliabilityDiagramOptions = {},
): TopLevelSpec {
  const description = sentence(reliability);
  if (reliability.bins.length === 0)
    return missingChart(
      description,
      { width, height: height ?? 360 },
      {
        x: axisOf('AI confidence, %', [0, 1]),
        y: axisOf('confirmed by reviewers, %', [0, 1]),
        words: 'No decision has been reviewed.',
      },
    );
  const side = plotWidth(width);
  const [x, y] = zoom === 'full' ? [WHOLE, WHOLE] : zoomed(reliability);
  const plot = { width: side, height: height === undefined ? side : Math.max(80, height - 180), x, y };
  const rules = { domain: x, width: side, unit: 'percent' } as const;
  const tint = tintWords(reliability.riskCoverage, thresholds, plot);
  return {
    ...frame(description),
    vconcat: [
      {
        width: side,
        height: plot.height,
        layer: [
          ...chanceBand(reliability.band, plot),
          ...thresholdTint(thresholds, plot),
          ...(isExplained
            ? chanceWords(plot, [
                ...drawn(reliability, plot),
                ...tint.taken,
                ...thresholdObstacles(thresholds, rules),
              ])
            : []),
          ...tint.layers,
          ...thresholdRules(thresholds, rules),
          ...isotonicCurve(reliability),
          ...dots(reliability),
        ],
      },
      confidenceHistogram(reliability.histogram, { width: side, domain: x, thresholds }),
    ],
  };
}

const WHOLE: Span = [0, 1];

function sentence({ domain, reviewed, decisions, confidence: { bias } }: Reliability): string {
  const name = `Reliability of ${shownName(domain, 60)}: ${counted(reviewed, 'verdict')} on ${counted(decisions, 'decision')}.`;
  if (bias === null) return name;
  const points = (share: number): string => (share * 100).toFixed(1);
  return `${name} Confidence minus share confirmed: ${points(bias.value)} points (${points(bias.low)} to ${points(bias.high)}).`;
}

function axisOf(title: string, domain: Span): EmptyAxis {
  return { title, domain, ticks: PERCENT_TICKS };
}

/**
 * From the tenth (or twentieth, where all lies close together) below the least that was seen. The band, wide where there are
 * few verdicts, is cut off there.
 */
function zoomed({ bins, isotonic, histogram }: Reliability): [Span, Span] {
  const used = histogram.filter(({ decisions }) => decisions > 0).map(({ from }) => from);
  const x = beginning(Math.min(...bins.map(({ from }) => from), ...used));
  const lows = [...bins.map(({ accuracy }) => accuracy.low), ...isotonic.map(({ accuracy }) => accuracy)];
  return [
    [x, 1],
    [beginning(Math.min(x, ...lows)), 1],
  ];
}

function beginning(least: number): number {
  const steps = least > 0.9 ? 20 : 10;
  return Math.max(0, Math.min(0.95, Math.floor(least * steps + 1e-9) / steps));
}

/** Where dots with their intervals and the diagonal lie, for words to stand elsewhere. */
function drawn({ bins }: Reliability, { x, y, width, height }: SharePlot): Obstacle[] {
  const across = (share: number): number => ((share - x[0]) / (x[1] - x[0])) * width;
  const down = (share: number): number => (1 - (share - y[0]) / (y[1] - y[0])) * height;
  const intervals = bins.map(({ confidence, accuracy }) => ({
    left: across(confidence) - 6,
    right: across(confidence) + 6,
    top: down(accuracy.high),
    bottom: down(accuracy.low),
  }));
  const diagonal = Array.from({ length: 41 }, (_, index) => {
    const share = x[0] + (index / 40) * (1 - x[0]);
    return { left: across(share), right: across(share), top: down(share), bottom: down(share) };
  });
  return [...intervals, ...diagonal];
}

function isotonicCurve({ isotonic }: Reliability): Layer[] {
  const total = Math.max(...isotonic.map(({ share }) => share), 0);
  const flats = isotonic.map((block) => ({
    ...block,
    strength: total === 0 ? 1 : 0.4 + 0.6 * Math.sqrt(block.share / total),
  }));
  const risers = isotonic.slice(1).map((block, index) => {
    const before = isotonic[index] as (typeof isotonic)[number];
    return { from: before.to, to: block.from, y: before.accuracy, y2: block.accuracy };
  });
  const opacity = { field: 'strength', type: 'quantitative', scale: null, legend: null } as const;
  return [
    {
      data: { values: risers },
      mark: { type: 'rule', style: 'certified-thin', clip: true },
      encoding: {
        x: { field: 'from', type: 'quantitative' },
        x2: { field: 'to' },
        y: { field: 'y', type: 'quantitative' },
        y2: { field: 'y2' },
      },
    },
    {
      data: { values: flats },
      mark: { type: 'rule', style: 'certified-thick', clip: true },
      encoding: {
        x: { field: 'from', type: 'quantitative' },
        x2: { field: 'to' },
        y: { field: 'accuracy', type: 'quantitative' },
        opacity,
      },
    },
  ];
}

function dots({ bins }: Reliability): Layer[] {
  const rows = bins.map(({ accuracy, ...bin }) => ({
    confidence: bin.confidence,
    ...accuracy,
    effective: bin.effective,
    verdicts: bin.verdicts,
    confirmed: `${percent(accuracy.value)} (${percentNear(accuracy.low)}–${percentNear(accuracy.high)})`,
    size: 36 + 84 * Math.sqrt(bin.effective / Math.max(...bins.map((one) => one.effective), 1)),
  }));
  const x = { field: 'confidence', type: 'quantitative' } as const;
  const size = { field: 'size', type: 'quantitative', scale: null, legend: null } as const;
  const tooltip = [
    { field: 'confidence', type: 'quantitative', title: 'mean confidence', format: '.3f' },
    { field: 'confirmed', type: 'nominal' },
    { field: 'verdicts', type: 'quantitative' },
  ] as const;
  const dot = (style: string, values: typeof rows): Layer => ({
    data: { values },
    mark: { type: 'point', style },
    encoding: { x, y: { field: 'value', type: 'quantitative' }, size, tooltip: [...tooltip] },
  });
  return [
    {
      data: { values: rows },
      mark: { type: 'rule', style: 'certified-interval', clip: true },
      encoding: { x, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
    },
    dot(
      'certified-dot',
      rows.filter(({ effective }) => effective >= HOLLOW_BELOW),
    ),
    dot(
      'certified-open-dot',
      rows.filter(({ effective }) => effective < HOLLOW_BELOW),
    ),
  ];
}
