/**
 * Statistics: what counts of verdicts allow one to say. Pure functions of plain numbers; no clock, no chance, no I/O.
 * One function a file; each answers null where a figure is undefined and throws a RangeError where its input is.
 */

// Evidence that may be looked at every night

export { anytimeLowerBound } from './anytime-lower-bound.ts';
export { anytimeUpperBound } from './anytime-upper-bound.ts';
export {
  type AuditedStratum,
  auditedCertificationLowerBound,
} from './audited-certification-lower-bound.ts';
export { betaMixtureEValue } from './beta-mixture-evalue.ts';
export { type BettingGrid, type BettingGridName, bettingGrid, ipwGrid } from './betting-grid.ts';
export { bettingMartingale } from './betting-martingale.ts';
export { certificationBoundary } from './certification-boundary.ts';
export { certificationLowerBound } from './certification-lower-bound.ts';
export { confidenceSequence } from './confidence-sequence.ts';
export { ipwBettingEValue } from './ipw-betting-evalue.ts';
export type { IpwCell } from './ipw-cell.ts';
export { ipwLogFactors } from './ipw-log-factors.ts';
export { type ReviewedStratum, stratifiedEValue } from './stratified-evalue.ts';

// Bounds and p-values for one look

export { binomialTail } from './binomial-tail.ts';
export { clopperPearson } from './clopper-pearson.ts';
export { hoeffdingBentkus } from './hoeffding-bentkus.ts';
export { wsrUpperBound } from './wsr-upper-bound.ts';

// Many thresholds, many domains

export { bonferroni } from './bonferroni.ts';
export { eBenjaminiHochberg } from './e-benjamini-hochberg.ts';
export { fallback } from './fallback.ts';
export { fallbackWalk } from './fallback-walk.ts';
export { fixedSequence } from './fixed-sequence.ts';
export { holm } from './holm.ts';
export { selectiveGuaranteedRisk } from './selective-guaranteed-risk.ts';

// Change over time

export { ConformalRanks } from './conformal-ranks.ts';
export { type DriftStatistic, driftDetector } from './drift-detector.ts';
export type { DriftNight } from './drift-night-factor.ts';
export { type RankBet, rankBetFactors } from './rank-bet-factors.ts';

// Agreement between reviewers

export { cohensKappa } from './cohens-kappa.ts';
export { cohensKappaInterval } from './cohens-kappa-interval.ts';
export { fleissKappa } from './fleiss-kappa.ts';
export { gwetAc1 } from './gwet-ac1.ts';
export { krippendorffAlpha, type MeasurementLevel } from './krippendorff-alpha.ts';
export { type CorrectedError, noiseCorrectedError } from './noise-corrected-error.ts';
export { pabak } from './pabak.ts';
export { percentAgreement } from './percent-agreement.ts';
export { reviewerErrorRate } from './reviewer-error-rate.ts';
export { type NoisyAccuracy, reviewerNoise } from './reviewer-noise.ts';

// Accuracy and calibration

export { auroc } from './auroc.ts';
export { type AurocInterval, aurocDeLong } from './auroc-delong.ts';
export { biasTest } from './bias-test.ts';
export { binIndex } from './bin-index.ts';
export { type BrierScore, brierScore } from './brier-score.ts';
export { type CalibrationCells, calibrationCells } from './calibration-cells.ts';
export { type CorpDecomposition, corpDecomposition } from './corp-decomposition.ts';
export { type CalibrationMoments, debiasedCalibrationError } from './debiased-calibration-error.ts';
export { equalMassBins } from './equal-mass-bins.ts';
export {
  type CalibrationBin,
  type CalibrationError,
  expectedCalibrationError,
} from './expected-calibration-error.ts';
export { hosmerLemeshow } from './hosmer-lemeshow.ts';
export { type IsotonicBlocks, isotonicFit } from './isotonic-fit.ts';
export { logLoss } from './log-loss.ts';
export { mergeCells } from './merge-cells.ts';
export { moverInterval, type Stratum } from './mover-interval.ts';
export { type MurphyDecomposition, murphyDecomposition } from './murphy-decomposition.ts';
export { type RiskCoverage, riskCoverage } from './risk-coverage.ts';
export { type SelectiveSummary, selectiveSummary } from './selective-summary.ts';
export { type ComparedStratum, type ShareDifference, shareDifference } from './share-difference.ts';
export { smoothCalibrationError } from './smooth-calibration-error.ts';
export { spiegelhalterTest } from './spiegelhalter-test.ts';
export { surveyInterval } from './survey-interval.ts';
export { wilsonBounds } from './wilson-bounds.ts';
export { wilsonInterval } from './wilson-interval.ts';

// Whether the AI is calibrated

export { type ConsistencyBand, type ConsistencyPoint, consistencyBand } from './consistency-band.ts';
export { type HonestBandPoint, honestBand } from './honest-band.ts';
export { miscalibrationTest } from './miscalibration-test.ts';

// Recalibration of confidences

export { applyMap } from './apply-map.ts';
export { chooseRecalibration, type RecalibrationChoice } from './choose-recalibration.ts';
export { type BetaFit, fitBeta } from './fit-beta.ts';
export { fitIsotonicMap } from './fit-isotonic-map.ts';
export { fitPlatt, type PlattFit } from './fit-platt.ts';
export { fitTemperature, type TemperatureFit } from './fit-temperature.ts';

// Distributions and numerics

export { betaQuantile } from './beta-quantile.ts';
export { gaussLegendre } from './gauss-legendre.ts';
export { incompleteBeta } from './incomplete-beta.ts';
export { incompleteGamma } from './incomplete-gamma.ts';
export { logGamma } from './log-gamma.ts';
export { logSumExp } from './log-sum-exp.ts';
export { normalCdf } from './normal-cdf.ts';
export { normalQuantile } from './normal-quantile.ts';
export { poolAdjacentViolators } from './pool-adjacent-violators.ts';
export { Random } from './random.ts';
export { studentQuantile } from './student-quantile.ts';
