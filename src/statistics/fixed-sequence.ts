import { fallback } from './fallback.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Fixed-sequence test: tests an ordered list at the full failure probability and stops at the first failure.
 *
 * No price for the length of the list, but everything hangs on where it starts: a first threshold with too few verdicts
 * ends it. `fallback` with several starts is the safer choice.
 *
 * @param input p in test order (null counts as not rejected); start, an index into p (default 0), and the order fixed
 *   before the verdicts; delta, the failure probability, in (0, 1)
 * @returns reject, one a hypothesis
 * @throws RangeError outside those ranges
 * @see Maurer, Hothorn & Lehmacher, "Multiple comparisons in drug clinical trials", 1995;
 *   Angelopoulos, Bates, Candès, Jordan & Lei, "Learn then test", 2021
 * @example
 * fixedSequence({ p: [0.01, 0.03, 0.2, 0.001], delta: 0.05 }); // => { reject: [true, true, false, false] }
 */
export function fixedSequence(input: {
  readonly p: readonly (number | null)[];
  readonly delta: number;
  readonly start?: number;
}): { reject: boolean[] } {
  const { p, delta, start = 0 } = input;
  requireOpenUnit('fixedSequence', 'delta', delta);
  if (!p.every((value) => value === null || (value >= 0 && value <= 1))) {
    throw new RangeError('fixedSequence requires every p to be null or between 0 and 1');
  }
  if (!Number.isInteger(start) || start < 0 || start > p.length) {
    throw new RangeError('fixedSequence requires start to be an index of p');
  }
  if (start === p.length) return { reject: p.map(() => false) };
  return { reject: fallback({ p, starts: [start], weights: [1], delta }).reject };
}
