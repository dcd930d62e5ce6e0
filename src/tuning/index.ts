/** What evidence allows: statistics on evidence cells. Pure functions; the same evidence gives the same answer. */
export { type BudgetClaim, type BudgetShare, leastReviews, splitBudget } from './audit-budget.ts';
export { type AuditNeed, auditNeed } from './audit-need.ts';
export { type AuditAsked, type AuditBasis, planAudits } from './audit-plan.ts';
export { calibrationSummary } from './calibration-summary.ts';
export { type Certification, type CertifiedThreshold, certify, standing } from './certify.ts';
export { curvePoint, riskCoverageCurve } from './curve.ts';
export { domainReliability } from './domain-reliability.ts';
export { findDrift } from './find-drift.ts';
export { findShift } from './find-shift.ts';
export { isJudged, weightOf } from './judged-cells.ts';
export { type Draft, type RecommendOptions, recommend } from './recommend.ts';
export { placeAt, type Tally, type TallyStratum, tallyOf } from './tally.ts';
export { THRESHOLD_GRID } from './threshold-grid.ts';
export { verdictsNeeded } from './verdicts-needed.ts';
