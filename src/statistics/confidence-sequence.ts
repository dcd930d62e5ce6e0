import { anytimeLowerBound } from './anytime-lower-bound.ts';
import { anytimeUpperBound } from './anytime-upper-bound.ts';

/**
 * Confidence sequence: an interval for the risk that may be drawn every night, since it holds at all times at once.
 *
 * Wider than `clopperPearson`, which is for one look; half of delta goes to each side.
 *
 * @param input errors and n of fully reviewed verdicts, whole, 0 <= errors <= n; delta, the failure probability, in (0, 1)
 * @returns lower and upper in [0, 1]
 * @throws RangeError outside those ranges
 * @see Howard, Ramdas, McAuliffe & Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences", 2021
 * @example
 * confidenceSequence({ n: 500, errors: 10, delta: 0.05 }); // => { lower: 0.0063…, upper: 0.0459… }
 */
export function confidenceSequence(input: {
  readonly n: number;
  readonly errors: number;
  readonly delta: number;
}): { lower: number; upper: number } {
  const half = { ...input, delta: input.delta / 2 };
  return { ...anytimeLowerBound(half), ...anytimeUpperBound(half) };
}
