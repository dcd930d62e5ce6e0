import * as statistics from '../../src/statistics/index.ts';

/** A reference file's name -> what answers its cases. The input is the file's own; the function checks it. */
export type Answer = (input: never) => unknown;

export const registry: Readonly<Record<string, Answer>> = {
  anytime_upper_bound: statistics.anytimeUpperBound,
  beta_mixture_evalue: statistics.betaMixtureEValue,
  beta_quantile: statistics.betaQuantile,
  binomial_tail: statistics.binomialTail,
  certification_boundary: statistics.certificationBoundary,
  clopper_pearson: statistics.clopperPearson,
  hb_pvalue: statistics.hoeffdingBentkus,
  ipw_betting_evalue: statistics.ipwBettingEValue,
  lower_bound: statistics.certificationLowerBound,
};
