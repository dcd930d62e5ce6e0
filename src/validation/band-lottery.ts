/**
 * Draws confidence bands by their shares of the traffic in constant time (alias method).
 *
 * @see Vose, "A linear algorithm for generating random numbers with a given distribution", 1991
 */
export interface BandLottery {
  readonly keep: Float64Array;
  readonly other: Int32Array;
}

/** @param shares non-negative, in any unit, not all 0 */
export function bandLottery(shares: readonly number[]): BandLottery {
  const count = shares.length;
  const total = shares.reduce((sum, share) => sum + share, 0);
  const scaled = shares.map((share) => (share / total) * count);
  const keep = new Float64Array(count).fill(1);
  const other = Int32Array.from(shares, (_, band) => band);
  const small = scaled.flatMap((share, band) => (share < 1 ? [band] : []));
  const large = scaled.flatMap((share, band) => (share < 1 ? [] : [band]));
  while (small.length > 0 && large.length > 0) {
    const poor = small.pop() as number;
    const rich = large[large.length - 1] as number;
    keep[poor] = scaled[poor] as number;
    other[poor] = rich;
    const left = (scaled[rich] as number) + (scaled[poor] as number) - 1;
    scaled[rich] = left;
    if (left < 1) small.push(large.pop() as number);
  }
  return { keep, other };
}

/** The band that a uniform number in [0, 1) falls on. */
export function drawBand({ keep, other }: BandLottery, uniform: number): number {
  const place = uniform * keep.length;
  const band = Math.floor(place);
  return place - band < (keep[band] as number) ? band : (other[band] as number);
}
