/**
 * Equal-width bin of a confidence in parts per million: `floor(ppm * bins / 1 000 000)`, the last bin closed.
 *
 * Whole-number arithmetic on purpose: comparing floats against bin edges puts 0.3, 0.6 and 0.7 one bin too low.
 *
 * @param ppm confidence in parts per million, whole, 0 to 1 000 000
 * @param bins number of bins, whole, 1 to 1 000 000
 * @returns the bin, 0 to bins - 1; bin i covers [i / bins, (i + 1) / bins)
 * @throws RangeError outside those ranges
 * @example
 * binIndex(300_000, 10); // => 3
 * binIndex(1_000_000, 10); // => 9
 */
export function binIndex(ppm: number, bins: number): number {
  if (!Number.isInteger(ppm) || ppm < 0 || ppm > 1_000_000) {
    throw new RangeError('binIndex requires ppm to be a whole number from 0 to 1000000');
  }
  if (!Number.isInteger(bins) || bins < 1 || bins > 1_000_000) {
    throw new RangeError('binIndex requires bins to be a whole number from 1 to 1000000');
  }
  return Math.min(bins - 1, Math.floor((ppm * bins) / 1_000_000));
}
