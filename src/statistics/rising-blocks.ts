/** Runs of neighbours that a rising fit makes equal, column by column, in their order; what columns hold beyond them is void. */
export interface RisingBlocks {
  readonly length: number;
  /** The place after the last one of each run; the next begins there. */
  readonly end: Int32Array;
  /** Σ w of each run. */
  readonly weight: Float64Array;
  /** Σ w y / Σ w of each, strictly increasing. */
  readonly mean: Float64Array;
}

/**
 * Pools adjacent violators: neighbours whose means are in the wrong order, or equal, become one run until none is left.
 *
 * @param sum Σ w y of each place, finite; used up
 * @param weight Σ w of each, > 0, as many
 * @see Ayer, Brunk, Ewing, Reid & Silverman, "An empirical distribution function for sampling with incomplete information", 1955
 */
export function risingBlocks(sum: Float64Array, weight: Float64Array): RisingBlocks {
  const size = sum.length;
  const end = new Int32Array(size);
  const weights = new Float64Array(size);
  const means = new Float64Array(size);
  let length = 0;
  for (let i = 0; i < size; i += 1) {
    let s = sum[i] as number;
    let w = weight[i] as number;
    let mean = s / w;
    while (length > 0 && (means[length - 1] as number) >= mean) {
      length -= 1;
      s += sum[length] as number;
      w += weights[length] as number;
      mean = s / w;
    }
    end[length] = i + 1;
    // The stack of runs never overtakes the places they are made of.
    sum[length] = s;
    weights[length] = w;
    means[length] = mean;
    length += 1;
  }
  return { length, end, weight: weights, mean: means };
}
