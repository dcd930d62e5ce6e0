import type { RecalibrationMap } from '../contracts/recalibration.ts';
import { clipConfidence, logOdds, sigmoid } from './log-odds.ts';

/**
 * Applies a recalibration map: the chance of being right that a stated confidence stands for.
 *
 * A logit is taken of the confidence held within [1e-6, 1 - 1e-6]; `none` and `isotonic` take it as it is.
 *
 * @param map as a fit answers it; one of another origin is checked
 * @param confidence in [0, 1]
 * @returns the recalibrated confidence, in [0, 1]
 * @throws RangeError for a confidence outside [0, 1] and for a map that would decrease
 * @example
 * applyMap({ kind: 'temperature', temperature: 2 }, 0.9); // => 0.75
 */
export function applyMap(map: RecalibrationMap, confidence: number): number {
  if (!(confidence >= 0 && confidence <= 1))
    throw new RangeError('applyMap requires confidence between 0 and 1');
  switch (map.kind) {
    case 'none':
      return confidence;
    case 'temperature':
      requireRising(map.temperature > 0 && map.temperature < Infinity);
      return sigmoid(logOdds(confidence) / map.temperature);
    case 'platt':
      requireRising(map.slope > 0 && map.slope < Infinity && Number.isFinite(map.intercept));
      return sigmoid(map.intercept + map.slope * logOdds(confidence));
    case 'beta': {
      const { a, b, intercept } = map;
      requireRising(a >= 0 && b >= 0 && a + b > 0 && a + b < Infinity && Number.isFinite(intercept));
      const c = clipConfidence(confidence);
      return sigmoid(a * Math.log(c) - b * Math.log1p(-c) + intercept);
    }
    case 'isotonic':
      return betweenKnots(map.confidence, map.accuracy, confidence);
    default:
      throw new RangeError('applyMap knows the maps none, temperature, platt, beta and isotonic');
  }
}

function betweenKnots(x: readonly number[], y: readonly number[], at: number): number {
  requireRising(
    x.length > 0 &&
      x.length === y.length &&
      x.every((value, i) => value >= 0 && value <= 1 && (i === 0 || value > x[i - 1]!)) &&
      y.every((value, i) => value >= 0 && value <= 1 && (i === 0 || value >= y[i - 1]!)),
  );
  const right = x.findIndex((value) => value >= at);
  if (right === -1) return y.at(-1)!;
  if (right === 0) return y[0]!;
  const share = (at - x[right - 1]!) / (x[right]! - x[right - 1]!);
  return Math.min(y[right]!, y[right - 1]! + share * (y[right]! - y[right - 1]!));
}

function requireRising(rises: boolean): void {
  if (!rises) throw new RangeError('applyMap requires a map of finite numbers that does not decrease');
}
