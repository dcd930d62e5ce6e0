import type { ChartEvent } from '../../src/charts/event-marks.ts';
import type { EvidencePoint } from '../../src/charts/evidence-by-verdicts.ts';
import type { EvidenceGrowthRow } from '../../src/charts/evidence-growth.ts';
import type { IntakeDayRow } from '../../src/charts/intake-days.ts';
import type { LadderStep } from '../../src/charts/ladder-history.ts';
import type { NamedSeries } from '../../src/charts/named-lines.ts';
import type { PortfolioRow } from '../../src/charts/portfolio.ts';
import type { FunnelLimit, ReviewerRow } from '../../src/charts/reviewer-funnel.ts';
import type { ThresholdCurveRow } from '../../src/charts/threshold-curve.ts';
import type { TrendRow } from '../../src/charts/trend.ts';
import type { TriggerYieldRow } from '../../src/charts/trigger-yield.ts';
import type { Reliability } from '../../src/contracts/reliability.ts';
import type { SliceFinding } from '../../src/contracts/slice.ts';

/** Rounded, so that golden files hold figures that a person can read. */
function round(value: number, digits = 4): number {
  return Number(value.toFixed(digits));
}

/** Three digits that look like noise and are always the same. */
function noise(index: number): number {
  return ((index * 7919 + 104729) % 997) / 997 - 0.5;
}

const CONFIDENCES = [0.63, 0.7, 0.75, 0.79, 0.83, 0.86, 0.89, 0.91, 0.935, 0.955, 0.97, 0.985];

function bins(effective: number): Reliability['bins'] {
  return CONFIDENCES.map((confidence, index) => {
    const value = Math.min(0.995, confidence - 0.035 + 0.04 * noise(index));
    const half = 1.96 * Math.sqrt((value * (1 - value)) / effective);
    return {
      from: round(confidence - 0.01),
      to: round(confidence + 0.01),
      verdicts: Math.round(effective * 1.2),
      effective: index === 0 ? 22.5 : effective,
      confidence,
      accuracy: {
        value: round(value),
        low: round(value - half),
        high: round(Math.min(1, value + half * 0.9)),
      },
    };
  });
}

const NO_ESTIMATES = { naive: null, weighted: null };

export const NOTHING_REVIEWED: Reliability = {
  domain: 'billing/refund.issue',
  model: 'gpt-x-2026-02',
  selection: 'audited',
  firstDecidedAt: '2026-01-05T00:00:00.000Z',
  lastDecidedAt: '2026-06-12T00:00:00.000Z',
  decisions: 18204,
  reviewed: 0,
  pending: 12,
  immature: 0,
  effective: 0,
  accuracy: NO_ESTIMATES,
  overrideRate: NO_ESTIMATES,
  editRate: NO_ESTIMATES,
  confidence: { mean: null, bias: null, verdict: 'no-verdicts', counted: 'exact' },
  calibrationError: null,
  brier: null,
  logLoss: null,
  auroc: null,
  selective: null,
  tests: { bias: null, spiegelhalter: null, shape: null },
  bins: [],
  isotonic: [],
  band: [],
  riskCoverage: [],
  histogram: [],
};

function diagram(effective: number): Reliability {
  const all = bins(effective);
  return {
    ...NOTHING_REVIEWED,
    reviewed: 2210,
    effective: 1874.2,
    confidence: {
      mean: 0.871,
      bias: { value: 0.034, low: 0.019, high: 0.049 },
      verdict: 'over-confident',
      counted: 'exact',
    },
    bins: all,
    isotonic: [
      { from: 0.61, to: 0.66, accuracy: 0.58, share: 0.05 },
      { from: 0.69, to: 0.76, accuracy: 0.69, share: 0.1 },
      { from: 0.765, to: 0.84, accuracy: 0.77, share: 0.2 },
      { from: 0.85, to: 0.9, accuracy: 0.845, share: 0.25 },
      { from: 0.901, to: 0.94, accuracy: 0.889, share: 0.2 },
      { from: 0.945, to: 0.995, accuracy: 0.951, share: 0.2 },
    ],
    band: Array.from({ length: 41 }, (_, index) => {
      const confidence = round(0.6 + index / 100);
      const half = 2.9 * Math.sqrt((confidence * (1 - confidence)) / (effective * 1.6));
      return {
        confidence,
        low: round(Math.max(0, confidence - half)),
        high: round(Math.min(1, confidence + half)),
      };
    }),
    riskCoverage: Array.from({ length: 40 }, (_, index) => {
      const threshold = round(0.995 - index * 0.01, 3);
      const coverage = round(((index + 1) / 40) ** 0.8);
      const risk = round(0.022 + 0.11 * coverage ** 1.7 + 0.004 * noise(index));
      return { threshold, coverage, risk, high: round(Math.min(1, risk + 0.035 / Math.sqrt(coverage))) };
    }),
    histogram: Array.from({ length: 20 }, (_, index) => {
      const from = round(0.6 + index * 0.02);
      const decisions = Math.round(300 + 90 * index + 700 * Math.exp(-((index - 17) ** 2) / 8));
      return {
        from,
        to: round(from + 0.02),
        decisions,
        reviewed: Math.round(decisions * (index < 15 ? 0.2 : 0.06)),
      };
    }),
  };
}

export const RELIABILITY: Reliability = diagram(180);
export const FEW_VERDICTS: Reliability = { ...diagram(18), reviewed: 240, decisions: 1900 };

export const CURVE: readonly ThresholdCurveRow[] = Array.from({ length: 50 }, (_, index) => {
  const threshold = round(0.5 + index * 0.01, 2);
  const coverage = round(1 - (index / 50) ** 1.6 * 0.95);
  const risk = round(0.11 * (1 - index / 52) ** 1.3 + 0.003 * noise(index));
  const riskUpper = round(Math.min(1, Math.max(risk, 0.004) + 0.008 / coverage));
  return {
    threshold,
    coverage,
    risk: Math.max(0, risk),
    naiveRisk: round(Math.max(0, risk) * 0.62),
    riskUpper,
  };
});

export const WEEKS: readonly TrendRow[] = Array.from({ length: 22 }, (_, index) => {
  const week = new Date(Date.UTC(2026, 0, 5 + 7 * index)).toISOString().slice(0, 10);
  const decisions = Math.round(600 + 25 * index + 200 * noise(index));
  if (index === 9) return { week, errorRate: null, low: null, high: null, decisions, reviewed: 0 };
  const value = 0.035 + 0.014 * noise(index) + (index > 15 && index < 19 ? 0.03 : 0);
  const errorRate = round(value);
  return {
    week,
    errorRate,
    low: round(Math.max(0, value - 0.018)),
    high: round(value + 0.026),
    decisions,
    reviewed: Math.round(decisions * 0.2),
  };
});

export const EVENTS: readonly ChartEvent[] = [
  { at: '2026-02-11', kind: 'promotion', label: 'to 0.95' },
  { at: '2026-03-20', kind: 'promotion', label: 'to 0.90' },
  { at: '2026-04-28', kind: 'alarm', label: 'error alarm' },
  { at: '2026-05-01', kind: 'demotion', label: 'to a person' },
  { at: '2026-05-12', kind: 'model', label: 'model 2026-05' },
];

export const DOMAINS: readonly PortfolioRow[] = [
  {
    domain: 'billing/refund.issue',
    level: 'on-the-loop',
    coverage: 0.52,
    riskUpper: 0.046,
    limit: 0.05,
    decisions: 18204,
  },
  {
    domain: 'address-change',
    level: 'autonomous',
    coverage: 0.91,
    riskUpper: 0.012,
    limit: 0.05,
    decisions: 40211,
  },
  {
    domain: 'card-block',
    level: 'autonomous',
    coverage: 0.84,
    riskUpper: 0.021,
    limit: 0.05,
    decisions: 9120,
  },
  {
    domain: 'loan-extension',
    level: 'in-the-loop',
    coverage: 0,
    riskUpper: 0.083,
    limit: 0.05,
    decisions: 2210,
  },
  {
    domain: 'complaint-triage',
    level: 'on-the-loop',
    coverage: 0.31,
    riskUpper: 0.061,
    limit: 0.05,
    decisions: 7800,
  },
  { domain: 'fraud-claim', level: 'floor', coverage: 0, riskUpper: 0.31, limit: 0.05, decisions: 850 },
  {
    domain: 'tariff-advice',
    level: 'in-the-loop',
    coverage: 0.08,
    riskUpper: 0.048,
    limit: 0.05,
    decisions: 5100,
  },
  { domain: 'new-domain', level: 'in-the-loop', coverage: 0, riskUpper: null, limit: 0.05, decisions: 40 },
];

export const MANY_DOMAINS: readonly PortfolioRow[] = Array.from({ length: 60 }, (_, index) => ({
  domain: `department-${index % 7}/process-${index}`,
  level: (['in-the-loop', 'on-the-loop', 'autonomous'] as const)[index % 3]!,
  coverage: index % 3 === 0 ? 0 : round(0.5 + 0.9 * noise(index * 13) * 0.5),
  riskUpper: round(0.04 + 0.07 * noise(index * 31)),
  limit: 0.05,
  decisions: 200 + ((index * 7919) % 30000),
}));

function slice(
  value: string,
  risk: number | null,
  riskUpper: number,
  verdict: SliceFinding['verdict'],
): SliceFinding {
  const reviewed = risk === null ? 0 : Math.round(9 / (riskUpper - risk) ** 1.2);
  return {
    column: 'region',
    value,
    decisions: reviewed * 5 + 40,
    reviewed,
    errors: Math.round((risk ?? 0) * reviewed),
    need: null,
    risk,
    riskUpper,
    limit: 0.08,
    verdict,
  };
}

export const SLICES: readonly SliceFinding[] = [
  slice('north', 0.021, 0.041, 'passed'),
  slice('overseas territories and islands', 0.112, 0.168, 'failed'),
  slice('south', 0.034, 0.058, 'passed'),
  slice('east', 0.05, 0.13, 'untested'),
  slice('(none)', null, 1, 'untested'),
  slice('west', 0.012, 0.033, 'passed'),
];

export const REVIEWERS: readonly ReviewerRow[] = Array.from({ length: 16 }, (_, index) => {
  const reviews = 20 + ((index * 7919) % 480);
  const rate = index === 4 ? 0.004 : index === 9 ? 0.21 : 0.09 + 0.05 * noise(index);
  return {
    reviewer: `reviewer ${String.fromCharCode(97 + index)}`,
    reviews,
    overrides: Math.round(reviews * rate),
  };
});

export const FUNNEL: readonly FunnelLimit[] = Array.from({ length: 56 }, (_, index) => {
  const reviews = 5 + index * 10;
  const half = 3 * Math.sqrt((0.09 * 0.91) / reviews);
  return { reviews, low: round(Math.max(0, 0.09 - half)), high: round(Math.min(1, 0.09 + half)) };
});

export const TRIGGERS: readonly TriggerYieldRow[] = [
  { trigger: 'confidence below threshold', fired: 4210, needed: 612 },
  { trigger: 'amount over 500', fired: 1240, needed: 31 },
  { trigger: 'customer asked for a person', fired: 388, needed: 290 },
  { trigger: 'random audit', fired: 905, needed: 28 },
  { trigger: 'policy keyword', fired: 64, needed: null },
];

export const LADDER: readonly LadderStep[] = [
  { at: '2026-01-05', level: 'in-the-loop' },
  { at: '2026-02-11', level: 'on-the-loop' },
  { at: '2026-03-20', level: 'autonomous' },
  { at: '2026-05-01', level: 'in-the-loop' },
];

export const EVIDENCE: readonly EvidenceGrowthRow[] = Array.from({ length: 60 }, (_, index) => ({
  at: new Date(Date.UTC(2026, 2, 1 + index)).toISOString().slice(0, 10),
  eValue: round(Math.exp(0.062 * index + 0.5 * noise(index) - 0.3), 3),
}));

/** As from verdicts of which one in fifty is wrong. */
export const VERDICT_BY_VERDICT: readonly EvidencePoint[] = [
  { verdicts: 0, errors: 0, eValue: 1 },
  { verdicts: 50, errors: 1, eValue: 0.6 },
  { verdicts: 100, errors: 2, eValue: 1.9 },
  { verdicts: 200, errors: 4, eValue: 21 },
  { verdicts: 300, errors: 8, eValue: 12 },
];

/** Two weeks without a weekend, and one day on which much was refused. */
export const INTAKE: readonly IntakeDayRow[] = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13].map((day, index) => ({
  day: `2026-03-${String(day).padStart(2, '0')}`,
  decisions: 600 + 40 * (index % 4),
  verdicts: 180 + 15 * (index % 3),
  quarantined: index === 6 ? 120 : 0,
}));

/** A figure that stays below a limit, beside one that does not. */
export const LINES: readonly NamedSeries[] = (['naive', 'certified'] as const).map((meaning, index) => ({
  name: index === 0 ? 'asked every night' : 'ours',
  meaning,
  points: Array.from({ length: 24 }, (_, night) => ({
    x: night + 1,
    y: round((index === 0 ? 0.5 : 0.03) * (1 - Math.exp(-night / 8))),
  })),
}));

export const LINE_AXES = {
  description: 'Share of lives with a false promise, by night.',
  x: { title: 'night', unit: 'count' },
  y: { title: 'false so far, %', unit: 'share' },
} as const;
