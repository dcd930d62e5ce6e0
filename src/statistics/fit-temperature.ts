import type { RecalibrationMap } from '../contracts/recalibration.ts';
import type { CalibrationCells } from './calibration-cells.ts';
import { cellsLogLoss } from './cells-log-loss.ts';
import { logOdds, sigmoid } from './log-odds.ts';
import { logisticFit } from './logistic-fit.ts';
import { normalQuantile } from './normal-quantile.ts';
import { requireCells } from './require-cells.ts';
import { requireOpenUnit } from './require-open-unit.ts';
import { FLAT } from './slope-floor.ts';
import { verdictTargets } from './verdict-targets.ts';

export interface TemperatureFit {
  /** 1 / slope: above 1 the AI is overconfident. */
  readonly temperature: number;
  readonly slope: number;
  readonly slopeError: number;
  readonly slopeInterval: readonly [number, number];
  /** Mean log loss after the map, on the verdicts it was fitted to. */
  readonly logLoss: number;
  /** Null for a slope that does not rise. */
  readonly map: Extract<RecalibrationMap, { kind: 'temperature' }> | null;
}

/**
 * Temperature scaling: one number that draws all confidences towards one half, or away from it, sigmoid(logit(c) / T).
 *
 * The map for few verdicts: with one parameter it cannot follow chance far. It leaves 0.5 where it is.
 *
 * @param input cells; confidence of the interval, in (0, 1), default 0.95
 * @returns the fit; null when there is none: no verdicts, verdicts of one kind, all confidences 0.5, or verdicts which 0.5
 *   separates
 * @throws RangeError outside those ranges
 * @see Guo, Pleiss, Sun & Weinberger, "On calibration of modern neural networks", 2017
 * @example
 * fitTemperature({ cells: calibrationCells({ confidence: [0.9, 0.9, 0.9, 0.9], correct: [1, 1, 1, 0] }) })?.temperature;
 * // => 2
 */
export function fitTemperature(input: {
  readonly cells: CalibrationCells;
  readonly confidence?: number;
}): TemperatureFit | null {
  const { cells, confidence = 0.95 } = input;
  requireCells('fitTemperature', cells);
  requireOpenUnit('fitTemperature', 'confidence', confidence);
  const targets = verdictTargets(cells, 'verdicts');
  if (targets === null) return null;

  const odds = Float64Array.from(cells.confidence, (sum, i) => logOdds(sum / cells.verdicts[i]!));
  const fit = logisticFit(cells, [odds], targets);
  if (fit === null) return null;
  const slope = fit.coefficients[0]!;
  const slopeError = Math.sqrt(fit.covariance[0]![0]!);
  const z = normalQuantile((1 + confidence) / 2);
  const { loss, weight } = cellsLogLoss(cells, (c) => sigmoid(slope * logOdds(c)));
  return {
    temperature: 1 / slope,
    slope,
    slopeError,
    slopeInterval: [slope - z * slopeError, slope + z * slopeError],
    logLoss: loss / weight,
    map: slope > FLAT ? { kind: 'temperature', temperature: 1 / slope } : null,
  };
}
