/**
 * Charts: rows in, a Vega-Lite spec out. Draw them with `vega-embed` in a page, or with `vega` where there is none, with
 * `chartTheme` as the configuration; without it a spec has no colours.
 */
export type { ChartSize } from './chart-frame.ts';
export type { ChartEvent } from './event-marks.ts';
export { type EvidencePoint, evidenceByVerdicts } from './evidence-by-verdicts.ts';
export { type EvidenceGrowthRow, evidenceGrowth } from './evidence-growth.ts';
export { ladderHistory } from './ladder-history.ts';
export { type NamedSeries, namedLines } from './named-lines.ts';
export { PAGE_TOKENS } from './page-tokens.ts';
export { type PortfolioRow, portfolio } from './portfolio.ts';
export { reliabilityDiagram } from './reliability-diagram.ts';
export { reviewerFunnel } from './reviewer-funnel.ts';
export { riskCoverage } from './risk-coverage.ts';
export { sliceDots } from './slice-dots.ts';
export { CHART_TOKENS, type ChartMode, type ChartTokens, chartTheme, themeOf } from './theme.ts';
export { type ThresholdCurveRow, thresholdCurve } from './threshold-curve.ts';
export { type TrendRow, trend } from './trend.ts';
export { triggerYield } from './trigger-yield.ts';
