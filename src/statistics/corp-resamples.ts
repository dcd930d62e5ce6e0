import { binomialSampler } from './binomial-sampler.ts';
import { poolAdjacentViolators } from './pool-adjacent-violators.ts';
import type { PooledCells } from './pooled-cells.ts';
import { Random } from './random.ts';

/** What a test or a band takes when it is not told otherwise. */
export const RESAMPLES = 400;
export const POOLS = 100;

/**
 * What a perfectly calibrated AI would have shown on the same confidences and weights, again and again.
 *
 * @param pools whose verdicts are drawn anew, each right with its own confidence for a chance
 * @param visit gets the share of right verdicts of every pool and the isotonic (CORP) curve through them
 */
export function corpResamples(
  pools: PooledCells,
  resamples: number,
  seed: number,
  visit: (accuracy: Float64Array, curve: Float64Array, resample: number) => void,
): void {
  const random = new Random(seed);
  const draws = pools.parts.map(({ verdicts, confidence }) => binomialSampler(verdicts, confidence));
  const accuracy = new Float64Array(pools.length);
  for (let resample = 0; resample < resamples; resample += 1) {
    accuracy.fill(0);
    pools.parts.forEach(({ pool, weight }, i) => {
      accuracy[pool]! += (weight * draws[i]!(random.uniform())) / pools.weight[pool]!;
    });
    visit(accuracy, poolAdjacentViolators(accuracy, pools.weight), resample);
  }
}
