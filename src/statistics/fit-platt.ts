import type { RecalibrationMap } from '../contracts/recalibration.ts';
import type { CalibrationCells } from './calibration-cells.ts';
import { cellsLogLoss } from './cells-log-loss.ts';
import { logOdds, sigmoid } from './log-odds.ts';
import { logisticFit } from './logistic-fit.ts';
import { normalQuantile } from './normal-quantile.ts';
import { requireCells } from './require-cells.ts';
import { requireOpenUnit } from './require-open-unit.ts';
import { FLAT } from './slope-floor.ts';
import { type VerdictTargets, verdictTargets } from './verdict-targets.ts';

/** Cox's calibration line on the log odds: slope below 1 is overconfident, above 1 underconfident. */
export interface PlattFit {
  readonly intercept: number;
  readonly slope: number;
  readonly interceptError: number;
  readonly slopeError: number;
  readonly interceptInterval: readonly [number, number];
  readonly slopeInterval: readonly [number, number];
  /** Mean log loss after the map, on the verdicts it was fitted to. */
  readonly logLoss: number;
  /** Null for a slope that does not rise: such a domain is to be flagged, not recalibrated. */
  readonly map: Extract<RecalibrationMap, { kind: 'platt' }> | null;
}

/**
 * Platt's recalibration on the log odds: the logistic curve sigmoid(intercept + slope logit(c)) of greatest likelihood.
 *
 * Use it from some 200 verdicts on; below, `fitTemperature` does less harm. Errors allow for unequal weights. With
 * `smoothed` targets one more verdict of either kind is counted, which gives separable verdicts a finite fit.
 *
 * @param input cells; targets, `verdicts` (default) or `smoothed`; confidence of the intervals, in (0, 1), default 0.95
 * @returns the fit; null when there is none: no verdicts, one confidence only, and with plain targets verdicts of one kind or
 *   separable by confidence
 * @throws RangeError outside those ranges
 * @see Platt, "Probabilistic outputs for support vector machines", 1999; Cox, "Two further applications of a model for
 *   binary regression", 1958
 * @example
 * fitPlatt({ cells: calibrationCells({ confidence: [0.9, 0.9, 0.6, 0.6, 0.6], correct: [1, 0, 1, 0, 0] }) })?.slope;
 * // => 0.3868528072345…
 */
export function fitPlatt(input: {
  readonly cells: CalibrationCells;
  readonly targets?: VerdictTargets;
  readonly confidence?: number;
}): PlattFit | null {
  const { cells, targets = 'verdicts', confidence = 0.95 } = input;
  requireCells('fitPlatt', cells);
  requireOpenUnit('fitPlatt', 'confidence', confidence);
  if (targets !== 'verdicts' && targets !== 'smoothed')
    throw new RangeError('fitPlatt knows the targets verdicts and smoothed');
  const aims = verdictTargets(cells, targets);
  if (aims === null) return null;

  const ones = new Float64Array(cells.length).fill(1);
  const odds = Float64Array.from(cells.confidence, (sum, i) => logOdds(sum / cells.verdicts[i]!));
  const fit = logisticFit(cells, [ones, odds], aims);
  if (fit === null) return null;
  const [intercept, slope] = fit.coefficients as [number, number];
  const [interceptError, slopeError] = [0, 1].map((j) => Math.sqrt(fit.covariance[j]![j]!)) as [
    number,
    number,
  ];
  const z = normalQuantile((1 + confidence) / 2);
  const { loss, weight } = cellsLogLoss(cells, (c) => sigmoid(intercept + slope * logOdds(c)));
  return {
    intercept,
    slope,
    interceptError,
    slopeError,
    interceptInterval: [intercept - z * interceptError, intercept + z * interceptError],
    slopeInterval: [slope - z * slopeError, slope + z * slopeError],
    logLoss: loss / weight,
    map: slope > FLAT ? { kind: 'platt', intercept, slope } : null,
  };
}
