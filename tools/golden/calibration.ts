import {
  betaQuantile,
  binIndex,
  clopperPearson,
  expectedCalibrationError,
  moverInterval,
  normalQuantile,
  surveyInterval,
  wilsonBounds,
  wilsonInterval,
} from '../../src/statistics/index.ts';

interface Rows {
  readonly confidence: readonly number[];
  readonly correct: readonly number[];
}

interface WeightedRows extends Rows {
  readonly weight: readonly number[];
  readonly stratum: readonly number[];
}

const ppm = (confidence: number): number => Math.round(confidence * 1_000_000);

/** The case's name says the number of bins: `edges_10_bins`. */
export function binEdges({ confidence, correct }: Rows, name: string): Record<string, unknown> {
  const bins = Number(/\d+/.exec(name)?.[0]);
  const distinct = [...new Set(confidence)];
  const leftClosed = (c: number): number => binIndex(ppm(c), bins);
  const rightClosed = (c: number): number => Math.max(0, Math.ceil((ppm(c) * bins) / 1_000_000) - 1);
  const errors = (place: (c: number) => number) => {
    const sums = Array.from({ length: bins }, () => ({ weight: 0, correct: 0, confidence: 0 }));
    confidence.forEach((c, i) => {
      const bin = sums[place(c)]!;
      bin.weight += 1;
      bin.correct += correct[i]!;
      bin.confidence += c;
    });
    return expectedCalibrationError({ bins: sums });
  };
  return {
    distinct_values: distinct,
    index_left_closed: distinct.map(leftClosed),
    ece_left_closed: errors(leftClosed)?.ece,
    mce_left_closed: errors(leftClosed)?.largestGap,
    index_right_closed: distinct.map(rightClosed),
    ece_right_closed: errors(rightClosed)?.ece,
    mce_right_closed: errors(rightClosed)?.largestGap,
  };
}

export function intervals(input: { successes: number; trials: number }): Record<string, unknown> {
  return Object.fromEntries(
    [0.9, 0.95, 0.99].map((confidence) => [confidence, intervalsAt(input, confidence)]),
  );
}

function intervalsAt({ successes, trials }: { successes: number; trials: number }, confidence: number) {
  const z = normalQuantile((1 + confidence) / 2);
  const tail = (1 - confidence) / 2;
  const wilson = wilsonInterval({ successes, trials, confidence })!;
  const exact = clopperPearson({ errors: successes, n: trials, delta: tail });
  const n = trials + z * z;
  const centre = (successes + (z * z) / 2) / n;
  const spread = z * Math.sqrt((centre * (1 - centre)) / n);
  const shapes = { a: successes + 0.5, b: trials - successes + 0.5 };
  return {
    wilson: [wilson.lower, wilson.upper],
    clopper_pearson: [exact.lower, exact.upper],
    one_sided_lower_clopper_pearson: clopperPearson({ errors: successes, n: trials, delta: 1 - confidence })
      .lower,
    agresti_coull: [Math.max(0, centre - spread), Math.min(1, centre + spread)],
    jeffreys: [
      betaQuantile({ p: tail, ...shapes }).quantile,
      betaQuantile({ p: 1 - tail, ...shapes }).quantile,
    ],
  };
}

export function weightedIntervals({ correct, weight, stratum }: WeightedRows): Record<string, unknown> {
  const confidence = 0.95;
  const total = weight.reduce((sum, w) => sum + w, 0);
  const accuracy = weight.reduce((sum, w, i) => sum + w * correct[i]!, 0) / total;
  const squares = weight.reduce((sum, w) => sum + w * w, 0);
  const kish = (total * total) / squares;
  const wilson = wilsonBounds(accuracy, kish, normalQuantile((1 + confidence) / 2));

  const groups = [...new Set(stratum)].map((name) =>
    correct.map((_, i) => i).filter((i) => stratum[i] === name),
  );
  const strata = groups.map((rows) => ({
    weight: weight[rows[0]!]!,
    successes: rows.filter((i) => correct[i] === 1).length,
    trials: rows.length,
  }));
  const joined = (method: 'wilson' | 'clopper-pearson') => {
    const { lower, upper } = moverInterval({ strata, confidence, method })!;
    return [lower, upper];
  };

  const scores = weight.map((w, i) => (w * (correct[i]! - accuracy)) / total);
  const spread = (rows: readonly number[]): number => {
    const mean = rows.reduce((sum, i) => sum + scores[i]!, 0) / rows.length;
    const sum = rows.reduce((all, i) => all + (scores[i]! - mean) ** 2, 0);
    return (sum * rows.length) / (rows.length - 1);
  };
  const survey = (variance: number, degreesOfFreedom: number) => {
    if (variance === 0) return { answer: undefined, effective: undefined };
    const se = Math.sqrt(variance);
    const trials = correct.length;
    const both = surveyInterval({
      estimate: accuracy,
      standardError: se,
      trials,
      degreesOfFreedom,
      confidence,
    });
    const answer = { se, beta: both.beta, xlogit: both.logit, wald_t: both.wald };
    return { answer, effective: both.effectiveSampleSize };
  };
  const whole = survey(spread(correct.map((_, i) => i)), correct.length - 1);
  const stratified = groups.reduce((sum, rows) => sum + spread(rows), 0);
  return {
    accuracy,
    kish_n_eff: kish,
    wilson_kish: [wilson.lower, wilson.upper],
    mover_wilson: joined('wilson'),
    mover_clopper_pearson: joined('clopper-pearson'),
    design_n_eff: whole.effective,
    survey_weights_only: whole.answer,
    survey_stratified: survey(stratified, correct.length - groups.length).answer,
  };
}
