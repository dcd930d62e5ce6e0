import type { CalibrationCells } from './calibration-cells.ts';
import { corpResamples, POOLS, RESAMPLES } from './corp-resamples.ts';
import { poolAdjacentViolators } from './pool-adjacent-violators.ts';
import { type PooledCells, pooledCells } from './pooled-cells.ts';
import { requireCells } from './require-cells.ts';
import { requireResampling } from './require-resampling.ts';

export interface MiscalibrationTest {
  readonly miscalibration: number;
  readonly byChance: number;
  readonly p: number;
}

/**
 * Test of calibration as a whole: how often a perfectly calibrated AI would show as much miscalibration (MCB) as this one.
 *
 * MCB is what the Brier score would gain from the best non-decreasing map; it is never negative and biased upwards, so it
 * means nothing without this test. It sees a shape that the mean gap misses; for a plain shift the mean gap is stronger.
 *
 * @param input cells; seed, whole; resamples, whole, 20 to 1e6, default 400; pools, whole, >= 1, default 100: more distinct
 *   confidences are drawn together
 * @returns miscalibration of the pools, in [0, 1], what chance alone would show on average, and the p-value, at least
 *   1 / (resamples + 1); null without verdicts
 * @throws RangeError outside those ranges
 * @see Dimitriadis, Gneiting & Jordan, "Stable reliability diagrams for probabilistic classifiers", 2021
 * @example
 * const cells = calibrationCells({ confidence: new Array(50).fill(0.9), correct: new Array(50).fill(0) });
 * miscalibrationTest({ cells, seed: 1 })?.p; // => 0.0024937655860349127
 */
export function miscalibrationTest(input: {
  readonly cells: CalibrationCells;
  readonly seed: number;
  readonly resamples?: number;
  readonly pools?: number;
}): MiscalibrationTest | null {
  const { cells, seed, resamples = RESAMPLES, pools = POOLS } = input;
  requireCells('miscalibrationTest', cells);
  requireResampling('miscalibrationTest', seed, resamples);
  if (!Number.isSafeInteger(pools) || pools < 1)
    throw new RangeError('miscalibrationTest requires pools to be whole and >= 1');
  if (cells.length === 0) return null;

  const pooled = pooledCells(cells, pools);
  const count = new MiscalibrationCount(pooled);
  corpResamples(pooled, resamples, seed, (accuracy, curve) => count.add(accuracy, curve));
  return count.answer();
}

/** The test, resample by resample. */
export class MiscalibrationCount {
  readonly #pools: PooledCells;
  readonly #observed: number;
  #resamples = 0;
  #atLeast = 0;
  #sum = 0;

  constructor(pools: PooledCells) {
    this.#pools = pools;
    const curve = poolAdjacentViolators(pools.accuracy, pools.weight);
    this.#observed = miscalibrationOf(pools, pools.accuracy, curve);
  }

  add(accuracy: Float64Array, curve: Float64Array): void {
    const drawn = miscalibrationOf(this.#pools, accuracy, curve);
    this.#resamples += 1;
    this.#sum += drawn;
    // Equal counts must stay a tie, whatever their order of summation rounds.
    if (drawn >= this.#observed - 1e-12) this.#atLeast += 1;
  }

  answer(): MiscalibrationTest {
    return {
      miscalibration: this.#observed,
      byChance: this.#sum / this.#resamples,
      p: (this.#atLeast + 1) / (this.#resamples + 1),
    };
  }
}

/** Brier score before and after the curve; what varies within a pool is the same in both. */
function miscalibrationOf(pools: PooledCells, accuracy: Float64Array, curve: Float64Array): number {
  let [gain, total] = [0, 0];
  for (let i = 0; i < pools.length; i += 1) {
    const share = accuracy[i]!;
    gain += pools.weight[i]! * ((pools.confidence[i]! - share) ** 2 - (curve[i]! - share) ** 2);
    total += pools.weight[i]!;
  }
  return Math.max(0, gain / total);
}
