import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Holm's step-down correction: the i-th smallest of m p-values is tested at delta / (m - i + 1), until the first failure.
 *
 * Bounds the chance of any false rejection under any dependence, and never rejects less than Bonferroni. On anytime
 * p-values (1 / max E) its rejections may be kept for good.
 *
 * @param input p, each in [0, 1]; delta, the failure probability, in (0, 1)
 * @returns reject, and adjusted p-values, to be read against delta
 * @throws RangeError outside those ranges
 * @see Holm, "A simple sequentially rejective multiple test procedure", 1979
 * @example
 * holm({ p: [0.01, 0.03, 0.04], delta: 0.05 }); // => { reject: [true, false, false], adjusted: [0.03, 0.06, 0.06] }
 */
export function holm(input: { readonly p: readonly number[]; readonly delta: number }): {
  reject: boolean[];
  adjusted: number[];
} {
  const { p, delta } = input;
  requireOpenUnit('holm', 'delta', delta);
  if (!p.every((value) => value >= 0 && value <= 1))
    throw new RangeError('holm requires every p between 0 and 1');
  const order = p.map((value, at) => ({ value, at })).sort((left, right) => left.value - right.value);
  const adjusted: number[] = new Array(p.length).fill(1);
  let highest = 0;
  order.forEach(({ value, at }, i) => {
    highest = Math.max(highest, Math.min(1, value * (p.length - i)));
    adjusted[at] = highest;
  });
  return { reject: adjusted.map((value) => value <= delta), adjusted };
}
