import {
  auroc,
  aurocDeLong,
  biasTest,
  brierScore,
  type CalibrationCells,
  calibrationCells,
  corpDecomposition,
  hosmerLemeshow,
  incompleteGamma,
  isotonicFit,
  logLoss,
  murphyDecomposition,
  riskCoverage,
  selectiveSummary,
  smoothCalibrationError,
  spiegelhalterTest,
} from '../../src/statistics/index.ts';

type Rows = Parameters<typeof calibrationCells>[0];

const MILLION = 1_000_000;
const THRESHOLDS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

export function properScores(rows: Rows): Record<string, unknown> {
  const cells = calibrationCells(rows);
  const score = brierScore({ cells });
  const interval = aurocDeLong({ cells });
  return {
    accuracy: score?.accuracy,
    mean_confidence: score?.meanConfidence,
    brier: score?.brier,
    brier_skill_score: score?.skill,
    'log_loss_eps_1e-15': logLoss({ cells, epsilon: 1e-15 })?.logLoss,
    'log_loss_eps_1e-6': logLoss({ cells })?.logLoss,
    auroc: auroc({ cells }),
    auroc_se_delong: interval?.se,
    auroc_ci95_delong: [interval?.low, interval?.high],
  };
}

export function corp(rows: Rows): Record<string, unknown> {
  const cells = calibrationCells(rows);
  const { length, fromBand, toBand, accuracy, weight } = isotonicFit({ cells });
  const murphy = murphyDecomposition({ cells });
  return {
    ...corpDecomposition({ cells }),
    blocks: Array.from({ length }, (_, i) => [
      fromBand[i]! / MILLION,
      toBand[i]! / MILLION,
      weight[i],
      accuracy[i],
    ]),
    murphy_width_10: {
      reliability: murphy?.reliability,
      resolution: murphy?.resolution,
      uncertainty: murphy?.uncertainty,
      within_bin_variance: murphy?.withinBinVariance,
      within_bin_covariance: murphy?.withinBinCovariance,
      brier: murphy?.brier,
    },
  };
}

export function selective(rows: Rows): Record<string, unknown> {
  const cells = calibrationCells(rows);
  const summary = selectiveSummary({ cells });
  const { length, threshold, coverage, risk } = riskCoverage({ cells });
  const curve = Array.from({ length }, (_, i) => [threshold[i]! / MILLION, coverage[i]!, 1 - risk[i]!]);
  return {
    aurc: summary?.aurc,
    aurc_trapezoid: summary?.aurcTrapezoid,
    augrc: summary?.augrc,
    aurc_optimal: summary?.aurcOptimal,
    augrc_optimal: summary?.augrcOptimal,
    e_aurc: summary?.excessAurc,
    e_augrc: summary?.excessAugrc,
    curve,
    curve_at_threshold: THRESHOLDS.map((at) => {
      const accepted = threshold.findLastIndex((band) => band >= at * MILLION);
      return [at, coverage[accepted] ?? 0, accepted < 0 ? null : 1 - risk[accepted]!];
    }),
    ...peerSummaries(coverage, risk),
  };
}

/** Figures of other tools for rows without ties: trapezoids from the first point on, and ranks in their own counting. */
function peerSummaries(coverage: Float64Array, risk: Float64Array): Record<string, unknown> {
  const n = risk.length;
  const stretched = (height: (i: number) => number): number => {
    let area = 0;
    for (let i = 1; i < n; i += 1) area += (height(i - 1) + height(i)) / (2 * n);
    return area / (1 - 1 / n);
  };
  return {
    aurc_torch_uncertainty: stretched((i) => risk[i]!),
    augrc_torch_uncertainty: stretched((i) => risk[i]! * coverage[i]!),
    risk_at_80_coverage: risk[Math.ceil(0.8 * n) - 1],
    mean_of_selective_risks: risk.reduce((sum, value) => sum + value, 0) / n,
    accuracy_of_top_tenth: 1 - risk[Math.min(n - 1, Math.floor(0.1 * n))]!,
  };
}

export function smoothEce(rows: Rows): Record<string, unknown> {
  const cells = calibrationCells(rows);
  const found = smoothCalibrationError({ cells });
  return {
    smece: found?.smoothEce,
    bandwidth: found?.bandwidth,
    'smece_sigma_0.05': smoothCalibrationError({ cells, bandwidth: 0.05 })?.smoothEce,
    'smece_sigma_0.1': smoothCalibrationError({ cells, bandwidth: 0.1 })?.smoothEce,
  };
}

export function calibrationTests(rows: Rows): Record<string, unknown> {
  const cells = calibrationCells(rows);
  const spiegelhalter = spiegelhalterTest({ cells });
  const bias = biasTest({ cells });
  return {
    spiegelhalter_z: spiegelhalter === null ? null : spiegelhalter.z,
    spiegelhalter_p: spiegelhalter === null ? null : spiegelhalter.p,
    ...hosmerLemeshowOf(cells, 'width'),
    ...hosmerLemeshowOf(cells, 'mass'),
    calibration_in_the_large_z: bias?.z,
    calibration_in_the_large_p: bias?.p,
  };
}

function hosmerLemeshowOf(cells: CalibrationCells, binning: 'mass' | 'width'): Record<string, unknown> {
  const answer = hosmerLemeshow({ cells, binning });
  const fitted = answer === null || answer.df < 3 ? null : { a: answer.df / 2 - 1, x: answer.chi2 / 2 };
  return {
    [`hl_${binning}_10_chi2`]: answer?.chi2,
    [`hl_${binning}_10_p_df_bins`]: answer?.p,
    [`hl_${binning}_10_p_df_bins_minus_2`]: fitted === null ? null : incompleteGamma(fitted).upper,
  };
}
