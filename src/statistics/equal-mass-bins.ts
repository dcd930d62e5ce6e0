/**
 * Equal-mass bins: shares sorted distinct confidences out among bins of about equal weight.
 *
 * A distinct value goes whole to the bin in which the middle of its own weight falls, so ties stay together and the answer
 * does not depend on the order of rows.
 *
 * @param input weights, of the distinct confidences in ascending order, each >= 0; bins, whole, >= 1
 * @returns the bin of each value, 0 to bins - 1, not decreasing; a bin may stay empty
 * @throws RangeError outside those ranges
 * @example
 * equalMassBins({ weights: [1, 1, 1, 1], bins: 2 }); // => [0, 0, 1, 1]
 */
export function equalMassBins(input: {
  readonly weights: ArrayLike<number>;
  readonly bins: number;
}): number[] {
  const { weights, bins } = input;
  if (!Number.isSafeInteger(bins) || bins < 1)
    throw new RangeError('equalMassBins requires bins to be whole and >= 1');
  let total = 0;
  for (let i = 0; i < weights.length; i += 1) {
    const weight = weights[i] as number;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw new RangeError('equalMassBins requires finite weights >= 0');
    total += weight;
  }
  const binOf = new Array<number>(weights.length);
  let below = 0;
  for (let i = 0; i < weights.length; i += 1) {
    const weight = weights[i] as number;
    const middle = total === 0 ? 0 : (below + weight / 2) / total;
    below += weight;
    binOf[i] = Math.min(bins - 1, Math.floor(bins * middle));
  }
  return binOf;
}
