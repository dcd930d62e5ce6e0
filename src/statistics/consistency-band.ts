import type { CalibrationCells } from './calibration-cells.ts';
import { corpResamples, POOLS, RESAMPLES } from './corp-resamples.ts';
import { poolAdjacentViolators } from './pool-adjacent-violators.ts';
import { type PooledCells, pooledCells } from './pooled-cells.ts';
import { requireCells } from './require-cells.ts';
import { requireOpenUnit } from './require-open-unit.ts';
import { requireResampling } from './require-resampling.ts';

export interface ConsistencyPoint {
  readonly confidence: number;
  /** Between these a perfectly calibrated AI's curve stays. */
  readonly lower: number;
  readonly upper: number;
  /** The isotonic (CORP) curve of the verdicts, on the same pools as the band. */
  readonly curve: number;
}

export interface ConsistencyBand {
  /** In ascending confidence. */
  readonly points: readonly ConsistencyPoint[];
  /** Whether the curve leaves the band anywhere. */
  readonly leaves: boolean;
}

/** Rounding of a mean of equal numbers. */
const ROUNDING = 1e-9;

/**
 * Simultaneous consistency band: where the whole reliability curve of a perfectly calibrated AI would lie with as many
 * verdicts, at these confidences and weights.
 *
 * Draw it around the diagonal. A calibrated AI leaves it anywhere in about 1 - confidence of cases, while a pointwise band
 * is left nearly always. Mean and spread of resampled curves, stretched until the band holds the given share of them whole.
 *
 * @param input cells; seed, whole; confidence of the band in (0, 1), default 0.95; resamples, whole, 20 to 1e6, default 400;
 *   pools, whole, >= 1, default 100: more distinct confidences are drawn together
 * @returns the band and the curve it is to be held against; null without verdicts
 * @throws RangeError outside those ranges
 * @see Dimitriadis, Gneiting & Jordan, "Stable reliability diagrams for probabilistic classifiers", 2021, for the curve and
 *   its resampling; the simultaneous band is our own
 * @example
 * const cells = calibrationCells({ confidence: [0.5, 0.5, 0.5, 0.5], correct: [1, 0, 1, 0] });
 * consistencyBand({ cells, seed: 1 })?.leaves; // => false
 */
export function consistencyBand(input: {
  readonly cells: CalibrationCells;
  readonly seed: number;
  readonly confidence?: number;
  readonly resamples?: number;
  readonly pools?: number;
}): ConsistencyBand | null {
  const { cells, seed, confidence = 0.95, resamples = RESAMPLES, pools = POOLS } = input;
  requireCells('consistencyBand', cells);
  requireOpenUnit('consistencyBand', 'confidence', confidence);
  requireResampling('consistencyBand', seed, resamples);
  if (!Number.isSafeInteger(pools) || pools < 1)
    throw new RangeError('consistencyBand requires pools to be whole and >= 1');
  if (cells.length === 0) return null;

  const pooled = pooledCells(cells, pools);
  const curves: Float64Array[] = [];
  corpResamples(pooled, resamples, seed, (_, curve) => curves.push(curve));
  return bandOf(pooled, curves, confidence);
}

/** The band that resampled curves make. */
export function bandOf(
  pooled: PooledCells,
  curves: readonly Float64Array[],
  confidence: number,
): ConsistencyBand {
  const resamples = curves.length;
  const mean = new Float64Array(pooled.length);
  const deviation = new Float64Array(pooled.length);
  for (let i = 0; i < pooled.length; i += 1) {
    for (const curve of curves) mean[i]! += curve[i]!;
    mean[i]! /= resamples;
    for (const curve of curves) deviation[i]! += (curve[i]! - mean[i]!) ** 2 / (resamples - 1);
    deviation[i] = Math.sqrt(deviation[i]!);
  }
  const farthest = curves
    .map((curve) =>
      curve.reduce(
        (most, value, i) =>
          deviation[i]! > ROUNDING ? Math.max(most, Math.abs(value - mean[i]!) / deviation[i]!) : most,
        0,
      ),
    )
    .sort((left, right) => left - right);
  // The curve of the verdicts is one more of the same kind, hence + 1.
  const stretch = farthest[Math.min(resamples, Math.ceil(confidence * (resamples + 1))) - 1]!;

  const curve = poolAdjacentViolators(pooled.accuracy, pooled.weight);
  const points = Array.from(mean, (centre, i) => ({
    confidence: pooled.confidence[i]!,
    lower: within(centre - stretch * deviation[i]!),
    upper: within(centre + stretch * deviation[i]!),
    curve: curve[i]!,
  }));
  const leaves = points.some(
    ({ lower, upper, curve: value }) => value < lower - ROUNDING || value > upper + ROUNDING,
  );
  return { points, leaves };
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}
