import type { CalibrationCells } from './calibration-cells.ts';
import { bandOf, type ConsistencyBand } from './consistency-band.ts';
import { corpResamples, POOLS, RESAMPLES } from './corp-resamples.ts';
import { MiscalibrationCount, type MiscalibrationTest } from './miscalibration-test.ts';
import { pooledCells } from './pooled-cells.ts';
import { requireCells } from './require-cells.ts';
import { requireResampling } from './require-resampling.ts';

/**
 * What `miscalibrationTest` and `consistencyBand` answer for one seed, from the same resamples, for half the draws.
 *
 * @returns null without verdicts
 * @throws RangeError unless the cells are sums of verdicts and the seed is whole
 */
export function resampledCalibration(
  cells: CalibrationCells,
  seed: number,
): { readonly test: MiscalibrationTest; readonly band: ConsistencyBand } | null {
  requireCells('resampledCalibration', cells);
  requireResampling('resampledCalibration', seed, RESAMPLES);
  if (cells.length === 0) return null;
  const pooled = pooledCells(cells, POOLS);
  const count = new MiscalibrationCount(pooled);
  const curves: Float64Array[] = [];
  corpResamples(pooled, RESAMPLES, seed, (accuracy, curve) => {
    count.add(accuracy, curve);
    curves.push(curve);
  });
  return { test: count.answer(), band: bandOf(pooled, curves, 0.95) };
}
