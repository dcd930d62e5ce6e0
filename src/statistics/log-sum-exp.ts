/**
 * Logarithm of a sum of exponentials, `ln Σ w_i exp(x_i)`, without overflow or underflow.
 *
 * Use it to mix e-values that are kept as logarithms. A value of -Infinity is an amount of zero, a weight of zero
 * removes its value altogether.
 *
 * @param values logarithms, never NaN or +Infinity
 * @param weights non-negative, one a value; all 1 when left out
 * @returns the logarithm; -Infinity for a sum of nothing
 * @throws RangeError when the weights are not as many as the values
 * @example
 * logSumExp([1000, 1000]); // => 1000.693147180559…
 */
export function logSumExp(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  if (weights !== undefined && weights.length !== values.length) {
    throw new RangeError('logSumExp requires one weight a value');
  }
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i += 1) {
    if ((weights?.[i] ?? 1) > 0) largest = Math.max(largest, values[i] as number);
  }
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  let total = 0;
  for (let i = 0; i < values.length; i += 1) {
    const weight = weights?.[i] ?? 1;
    if (weight > 0) total += weight * Math.exp((values[i] as number) - largest);
  }
  return largest + Math.log(total);
}
