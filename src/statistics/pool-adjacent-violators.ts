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
  const mean = new Float64Array(values.length);
  const mass = new Float64Array(values.length);
  const end = new Int32Array(values.length);
  let blocks = 0;
  for (let i = 0; i < values.length; i += 1) {
    let [value, weight] = [values[i] as number, weights[i] as number];
    if (!(weight > 0 && Number.isFinite(value)))
      throw new RangeError('poolAdjacentViolators requires finite values and weights > 0');
    while (blocks > 0 && (mean[blocks - 1] as number) >= value) {
      blocks -= 1;
      const joined = weight + (mass[blocks] as number);
      value = (value * weight + (mean[blocks] as number) * (mass[blocks] as number)) / joined;
      weight = joined;
    }
    mean[blocks] = value;
    mass[blocks] = weight;
    end[blocks] = i + 1;
    blocks += 1;
  }
  const fitted = new Float64Array(values.length);
  for (let block = 0; block < blocks; block += 1)
    fitted.fill(mean[block] as number, block === 0 ? 0 : (end[block - 1] as number), end[block]);
  return fitted;
}
