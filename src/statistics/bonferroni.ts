import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Bonferroni's correction: each of m hypotheses is tested at delta / m.
 *
 * The plainest way to bound the chance of any false rejection; `holm` rejects at least as much.
 *
 * @param input p, each in [0, 1]; delta, the failure probability, in (0, 1)
 * @returns reject, and adjusted = min(1, m p), to be read against delta
 * @throws RangeError outside those ranges
 * @see Dunn, "Multiple comparisons among means", 1961
 * @example
 * bonferroni({ p: [0.01, 0.03], delta: 0.05 }); // => { reject: [true, false], adjusted: [0.02, 0.06] }
 */
export function bonferroni(input: { readonly p: readonly number[]; readonly delta: number }): {
  reject: boolean[];
  adjusted: number[];
} {
  const { p, delta } = input;
  requireOpenUnit('bonferroni', 'delta', delta);
  if (!p.every((value) => value >= 0 && value <= 1)) {
    throw new RangeError('bonferroni requires every p between 0 and 1');
  }
  const adjusted = p.map((value) => Math.min(1, value * p.length));
  return { reject: adjusted.map((value) => value <= delta), adjusted };
}
