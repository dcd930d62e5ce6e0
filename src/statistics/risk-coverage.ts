import type { CalibrationCells } from './calibration-cells.ts';
import { requireCells } from './require-cells.ts';
import { countBands } from './tied-bands.ts';

/** What each threshold would let through, column by column, from the highest threshold down. */
export interface RiskCoverage {
  readonly length: number;
  /** Band at and above which decisions are accepted, strictly decreasing. */
  readonly threshold: Float64Array;
  /** Share of the weight that is accepted, in (0, 1]; the last is 1. */
  readonly coverage: Float64Array;
  /** Error rate of what is accepted, in [0, 1]. */
  readonly risk: Float64Array;
}

/**
 * Risk-coverage curve: how often the AI errs among the decisions that a confidence threshold would let through.
 *
 * One point a distinct band, for a threshold cannot split a tie. These are estimates: a threshold chosen from them misses
 * its target about every second time. Coverage is that of the reviewed decisions, weighted up.
 *
 * @param input cells, sorted by band
 * @returns the curve, without points where there is no verdict
 * @throws RangeError unless the cells are sums of verdicts
 * @see El-Yaniv & Wiener, "On the foundations of noise-free selective classification", 2010
 * @example
 * riskCoverage({ cells: calibrationCells({ confidence: [0.42, 0.87], correct: [0, 1] }) });
 * // => { length: 2, threshold: [870000, 420000], coverage: [0.5, 1], risk: [0, 0.5] }
 */
export function riskCoverage(input: { readonly cells: CalibrationCells }): RiskCoverage {
  const { cells } = input;
  requireCells('riskCoverage', cells);
  const length = countBands(cells);
  const threshold = new Float64Array(length);
  const coverage = new Float64Array(length);
  const risk = new Float64Array(length);
  const { band, weight, verdicts, correct } = cells;
  let accepted = 0;
  let errors = 0;
  for (let i = cells.length - 1, point = 0; point < length; point += 1) {
    const tie = band[i] as number;
    for (; i >= 0 && band[i] === tie; i -= 1) {
      const w = weight[i] as number;
      const n = verdicts[i] as number;
      accepted += w * n;
      errors += w * (n - (correct[i] as number));
    }
    threshold[point] = tie;
    coverage[point] = accepted;
    risk[point] = errors / accepted;
  }
  for (let point = 0; point < length; point += 1) coverage[point] = (coverage[point] as number) / accepted;
  return { length, threshold, coverage, risk };
}
