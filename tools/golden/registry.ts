import * as statistics from '../../src/statistics/index.ts';
import { agreement } from './agreement.ts';
import { binEdges, intervals, weightedIntervals } from './calibration.ts';
import { honestBand } from './honest-band.ts';
import { recalibration } from './recalibration.ts';
import { reliabilityBins } from './reliability.ts';
import { calibrationTests, corp, properScores, selective, smoothEce } from './scores.ts';
import { certifyThresholds } from './thresholds.ts';

/** A reference file's name -> what answers its cases, from a case's input and name. The function checks the input. */
export type Answer = (input: never, name: string) => unknown;

export const registry: Readonly<Record<string, Answer>> = {
  agreement,
  anytime_upper_bound: statistics.anytimeUpperBound,
  beta_mixture_evalue: statistics.betaMixtureEValue,
  beta_quantile: statistics.betaQuantile,
  betting_mart: statistics.bettingMartingale,
  bin_edges: binEdges,
  binomial_tail: statistics.binomialTail,
  calibration_tests: calibrationTests,
  certification_boundary: statistics.certificationBoundary,
  clopper_pearson: statistics.clopperPearson,
  cohens_kappa: statistics.cohensKappa,
  corp,
  drift_edetector: statistics.driftDetector,
  ebh: statistics.eBenjaminiHochberg,
  hb_pvalue: statistics.hoeffdingBentkus,
  holm: statistics.holm,
  honest_band: honestBand,
  ipw_betting_evalue: statistics.ipwBettingEValue,
  intervals,
  krippendorff_alpha: statistics.krippendorffAlpha,
  lower_bound: statistics.certificationLowerBound,
  ltt_fixed_sequence: certifyThresholds,
  noise_corrected_error: statistics.noiseCorrectedError,
  proper_scores: properScores,
  recalibration,
  reliability_bins: reliabilityBins,
  selective,
  sgr: statistics.selectiveGuaranteedRisk,
  share_difference: statistics.shareDifference,
  smooth_ece: smoothEce,
  weighted_intervals: weightedIntervals,
  wsr_bound: statistics.wsrUpperBound,
};
