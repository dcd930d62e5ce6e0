import type { TopLevelSpec } from 'vega-lite';
import { evidenceByVerdicts } from '../../src/charts/evidence-by-verdicts.ts';
import { evidenceGrowth } from '../../src/charts/evidence-growth.ts';
import { intakeDays } from '../../src/charts/intake-days.ts';
import { ladderHistory } from '../../src/charts/ladder-history.ts';
import { namedLines } from '../../src/charts/named-lines.ts';
import { portfolio } from '../../src/charts/portfolio.ts';
import { reliabilityDiagram } from '../../src/charts/reliability-diagram.ts';
import { reviewerFunnel } from '../../src/charts/reviewer-funnel.ts';
import { riskCoverage } from '../../src/charts/risk-coverage.ts';
import { sliceDots } from '../../src/charts/slice-dots.ts';
import { thresholdCurve } from '../../src/charts/threshold-curve.ts';
import { trend } from '../../src/charts/trend.ts';
import { triggerYield } from '../../src/charts/trigger-yield.ts';
import * as rows from './sample-rows.ts';

/** A name that tries everything: markup, quotes, an entity, another direction, a picture made of several. */
const HOSTILE = `<script>alert("x")</script> & 'q' \u202e 👩‍💻`;

/** One chart of each kind, as it mostly looks. */
export const SAMPLES: Readonly<Record<string, TopLevelSpec>> = {
  'reliability-diagram': reliabilityDiagram(rows.RELIABILITY, { current: 0.93, proposed: 0.9 }),
  'reliability-diagram-full': reliabilityDiagram(rows.RELIABILITY, { zoom: 'full', current: 0.93 }),
  'reliability-diagram-unexplained': reliabilityDiagram(rows.RELIABILITY, { width: 316, isExplained: false }),
  'reliability-diagram-few': reliabilityDiagram(rows.FEW_VERDICTS),
  'risk-coverage': riskCoverage(rows.RELIABILITY.riskCoverage, {
    limit: 0.05,
    certified: { threshold: 0.9, coverage: 0.52, riskUpper: 0.046 },
  }),
  'threshold-curve': thresholdCurve(rows.CURVE, { limit: 0.05, current: 0.95, proposed: 0.9 }),
  'threshold-curve-chosen': thresholdCurve(rows.CURVE, { limit: 0.05, current: 0.95, isChosen: true }),
  trend: trend(rows.WEEKS, { limit: 0.05, events: rows.EVENTS }),
  portfolio: portfolio(rows.DOMAINS),
  'portfolio-limits': portfolio(
    rows.DOMAINS.map((row, index) => ({ ...row, limit: index % 2 ? 0.05 : 0.02 })),
  ),
  'slice-dots': sliceDots(rows.SLICES),
  'reviewer-funnel': reviewerFunnel(rows.REVIEWERS, { limits: rows.FUNNEL }),
  'trigger-yield': triggerYield(rows.TRIGGERS),
  'ladder-history': ladderHistory(rows.LADDER, { events: rows.EVENTS, until: '2026-06-15' }),
  'evidence-growth': evidenceGrowth(rows.EVIDENCE, { delta: 0.05 }),
  'evidence-by-verdicts': evidenceByVerdicts(rows.VERDICT_BY_VERDICT, { delta: 0.05, certifiedAt: 200 }),
  'intake-days': intakeDays(rows.INTAKE),
  'named-lines': namedLines(rows.LINES, {
    ...rows.LINE_AXES,
    limit: { value: 0.05, words: 'accepted: 5 %' },
  }),
  'named-lines-stepped': namedLines(rows.LINES.slice(1), { ...rows.LINE_AXES, isStepped: true }),
};

/** The same kinds with nothing to draw. */
export const EMPTY: Readonly<Record<string, TopLevelSpec>> = {
  'reliability-diagram': reliabilityDiagram(rows.NOTHING_REVIEWED),
  'risk-coverage': riskCoverage([], { limit: 0.05 }),
  'threshold-curve': thresholdCurve([]),
  'threshold-curve-unreviewed': thresholdCurve(
    rows.CURVE.map((row) => ({ ...row, risk: null, naiveRisk: null, riskUpper: null })),
  ),
  trend: trend([]),
  portfolio: portfolio([]),
  'portfolio-unbounded': portfolio(rows.DOMAINS.map((row) => ({ ...row, riskUpper: null }))),
  'slice-dots': sliceDots([]),
  'reviewer-funnel': reviewerFunnel([]),
  'trigger-yield': triggerYield([]),
  'ladder-history': ladderHistory([]),
  'evidence-growth': evidenceGrowth([], { delta: 0.05 }),
  'intake-days': intakeDays([]),
  'named-lines': namedLines([], rows.LINE_AXES),
};

/** Every chart that shows a name from outside, with the worst of names. */
export const HOSTILE_NAMES: Readonly<Record<string, TopLevelSpec>> = {
  'named-lines': namedLines(
    rows.LINES.map((line) => ({ ...line, name: HOSTILE })),
    rows.LINE_AXES,
  ),
  'reliability-diagram': reliabilityDiagram({ ...rows.RELIABILITY, domain: HOSTILE }),
  trend: trend(rows.WEEKS, { events: [{ at: '2026-03-20', kind: 'model', label: HOSTILE }] }),
  portfolio: portfolio(rows.DOMAINS.slice(0, 1).map((row) => ({ ...row, domain: HOSTILE }))),
  'slice-dots': sliceDots(
    rows.SLICES.slice(0, 1).map((row) => ({ ...row, column: HOSTILE, value: HOSTILE })),
  ),
  'reviewer-funnel': reviewerFunnel([{ reviewer: HOSTILE, reviews: 300, overrides: 200 }], {
    limits: rows.FUNNEL,
  }),
  'trigger-yield': triggerYield([{ trigger: HOSTILE, fired: 10, needed: 2 }]),
  'ladder-history': ladderHistory(rows.LADDER, {
    events: [{ at: '2026-03-20', kind: 'alarm', label: HOSTILE }],
  }),
};

/** Data at the edges: one row, all the same, nothing but zeros, more than there is room for. */
export const EDGES: Readonly<Record<string, TopLevelSpec>> = {
  'risk-coverage-one': riskCoverage([{ threshold: 1, coverage: 1, risk: 0, high: 1 }]),
  'threshold-curve-one': thresholdCurve([
    { threshold: 0.9, coverage: 0.4, risk: 0, naiveRisk: 0, riskUpper: 1 },
  ]),
  'named-lines-one': namedLines(
    [{ name: 'alone', meaning: 'certified', points: [{ x: 3, y: 0 }] }],
    rows.LINE_AXES,
  ),
  'trend-one': trend([
    { week: '2026-03-02', errorRate: null, low: null, high: null, decisions: 3, reviewed: 0 },
  ]),
  'trend-many-events': trend(rows.WEEKS, {
    events: rows.EVENTS.concat(rows.EVENTS, rows.EVENTS, rows.EVENTS).map((event, index) => ({
      ...event,
      at: `2026-04-${String(1 + index).padStart(2, '0')}`,
    })),
  }),
  'portfolio-many': portfolio(rows.MANY_DOMAINS),
  'slice-dots-many': sliceDots(
    Array.from({ length: 30 }, (_, index) => ({ ...rows.SLICES[index % 5]!, value: `value ${index}` })),
  ),
  'reviewer-funnel-one': reviewerFunnel([{ reviewer: 'ada', reviews: 1, overrides: 0 }]),
  'trigger-yield-none-needed': triggerYield([{ trigger: 'amount', fired: 0, needed: null }]),
  'ladder-history-one': ladderHistory([{ at: '2026-03-01', level: 'floor' }]),
  'evidence-growth-zero': evidenceGrowth([{ at: '2026-03-01', eValue: 0 }], { delta: 0.001 }),
  'evidence-growth-huge': evidenceGrowth(
    [0, 3, 40, 900, 4e7, 3e12].map((eValue, day) => ({ at: `2026-03-0${day + 1}`, eValue })),
    { delta: 0.05 },
  ),
};
