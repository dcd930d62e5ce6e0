import { risingBlocks } from './rising-blocks.ts';

/**
 * Isotonic fit: the non-decreasing values nearest to the given ones, in weighted squares.
 *
 * Neighbours in the wrong order are replaced by their weighted mean until none is left.
 *
 * @param values in the order of what they should rise with, finite
 * @param weights of the values, > 0, as many
 * @returns fitted values, as many, not decreasing
 * @throws RangeError for lists of different lengths or a weight that is not > 0
 * @see Ayer, Brunk, Ewing, Reid & Silverman, "An empirical distribution function for sampling with incomplete
 *   information", 1955
 * @example
 * poolAdjacentViolators(Float64Array.of(0.2, 0.8, 0.4), Float64Array.of(1, 1, 1)); // => [0.2, 0.6, 0.6]
 */
export function poolAdjacentViolators(values: Float64Array, weights: Float64Array): Float64Array {
  if (values.length !== weights.length)
    throw new RangeError('poolAdjacentViolators requires one weight a value');
  const sums = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const weight = weights[i] as number;
    sums[i] = (values[i] as number) * weight;
    if (!(weight > 0 && Number.isFinite(sums[i])))
      throw new RangeError('poolAdjacentViolators requires finite values and weights > 0');
  }
  const { length, end, mean } = risingBlocks(sums, weights);
  for (let block = 0, i = 0; block < length; block += 1) {
    const last = end[block] as number;
    const value = mean[block] as number;
    for (; i < last; i += 1) sums[i] = value;
  }
  return sums;
}
