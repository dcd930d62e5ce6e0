/**
 * Wilson's bounds for a share of n trials at z standard errors; n need not be whole, so an effective sample size will do.
 *
 * @param share in [0, 1]
 * @param n trials, > 0
 * @param z standard errors, >= 0; 1.96 for a two-sided 95 % interval
 * @throws RangeError outside those ranges
 * @see Wilson, "Probable inference, the law of succession, and statistical inference", 1927
 * @example
 * wilsonBounds(0.940625, 103.2258, 1.96); // => { lower: 0.8773…, upper: 0.9722… }
 */
export function wilsonBounds(share: number, n: number, z: number): { lower: number; upper: number } {
  if (!(share >= 0 && share <= 1)) throw new RangeError('wilsonBounds requires a share between 0 and 1');
  if (!(n > 0 && n < Number.POSITIVE_INFINITY && z >= 0 && z < Number.POSITIVE_INFINITY)) {
    throw new RangeError('wilsonBounds requires a positive n and z >= 0, both finite');
  }
  const centre = share + (z * z) / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z / (2 * n)) ** 2);
  const scale = 1 + (z * z) / n;
  return {
    lower: share === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    upper: share === 1 ? 1 : Math.min(1, (centre + spread) / scale),
  };
}
