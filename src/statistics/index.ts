/**
 * Statistics: what counts of verdicts allow one to say. Pure functions of plain numbers; no clock, no chance, no I/O.
 * One function a file; each answers null where a figure is undefined and throws a RangeError where its input is.
 */

// Evidence that may be looked at every night
export { anytimeUpperBound } from './anytime-upper-bound.ts';
export { betaMixtureEValue } from './beta-mixture-evalue.ts';
// Distributions and numerics
export { betaQuantile } from './beta-quantile.ts';
export { type BettingGrid, type BettingGridName, bettingGrid, ipwGrid } from './betting-grid.ts';
// Accuracy and calibration
export { binIndex } from './bin-index.ts';
// Bounds and p-values for one look
export { binomialTail } from './binomial-tail.ts';
export { certificationBoundary } from './certification-boundary.ts';
export { certificationLowerBound } from './certification-lower-bound.ts';
export { clopperPearson } from './clopper-pearson.ts';

// Many thresholds, many domains
export { fallback } from './fallback.ts';
export { gaussLegendre } from './gauss-legendre.ts';
export { hoeffdingBentkus } from './hoeffding-bentkus.ts';
export { incompleteBeta } from './incomplete-beta.ts';
export { type IpwCell, ipwBettingEValue } from './ipw-betting-evalue.ts';
export { logGamma } from './log-gamma.ts';
export { logSumExp } from './log-sum-exp.ts';
export { normalQuantile } from './normal-quantile.ts';
export { wilsonInterval } from './wilson-interval.ts';
