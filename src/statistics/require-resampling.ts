/** Refuses a seed that is not whole, and too few resamples to say anything of one in twenty. */
export function requireResampling(caller: string, seed: number, resamples: number): void {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`${caller} requires seed to be a whole number`);
  if (!Number.isSafeInteger(resamples) || resamples < 20 || resamples > 1_000_000)
    throw new RangeError(`${caller} requires resamples to be a whole number from 20 to 1000000`);
}
