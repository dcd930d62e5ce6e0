import * as statistics from '../../src/statistics/index.ts';
import { certifyThresholds } from './thresholds.ts';

/** A reference file's name -> what answers its cases. The input is the file's own; the function checks it. */
export type Answer = (input: never) => unknown;

export const registry: Readonly<Record<string, Answer>> = {
  anytime_upper_bound: statistics.anytimeUpperBound,
  beta_mixture_evalue: statistics.betaMixtureEValue,
  beta_quantile: statistics.betaQuantile,
  betting_mart: statistics.bettingMartingale,
  binomial_tail: statistics.binomialTail,
  certification_boundary: statistics.certificationBoundary,
  clopper_pearson: statistics.clopperPearson,
  cohens_kappa: statistics.cohensKappa,
  drift_edetector: statistics.driftDetector,
  ebh: statistics.eBenjaminiHochberg,
  hb_pvalue: statistics.hoeffdingBentkus,
  holm: statistics.holm,
  ipw_betting_evalue: statistics.ipwBettingEValue,
  krippendorff_alpha: statistics.krippendorffAlpha,
  lower_bound: statistics.certificationLowerBound,
  ltt_fixed_sequence: certifyThresholds,
  sgr: statistics.selectiveGuaranteedRisk,
  wsr_bound: statistics.wsrUpperBound,
};
