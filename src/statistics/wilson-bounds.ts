/**
 * Wilson's bounds for a share of n trials at z standard errors; n need not be whole, so an effective sample size will do.
 *
 * @see Wilson, "Probable inference, the law of succession, and statistical inference", 1927
 */
export function wilsonBounds(share: number, n: number, z: number): { lower: number; upper: number } {
  const centre = share + (z * z) / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z / (2 * n)) ** 2);
  const scale = 1 + (z * z) / n;
  return {
    lower: share === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    upper: share === 1 ? 1 : Math.min(1, (centre + spread) / scale),
  };
}
