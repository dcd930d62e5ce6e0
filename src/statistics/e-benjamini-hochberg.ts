import { requireOpenUnit } from './require-open-unit.ts';

/**
 * e-BH: among many e-values, the largest set of rejections of which at most a share delta is false on average.
 *
 * A report about this moment, under any dependence between domains; rejections must not be kept once the e-values move on.
 * For certificates that stay, use `holm` on 1 / max E.
 *
 * @param input e, each >= 0 (Infinity allowed); delta, the false discovery rate, in (0, 1)
 * @returns reject, one an e-value, and how many were rejected
 * @throws RangeError outside those ranges
 * @see Wang & Ramdas, "False discovery rate control with e-values", 2022
 * @example
 * eBenjaminiHochberg({ e: [0.75, 424.8, 7.06], delta: 0.01 }); // => { reject: [false, true, false], count: 1 }
 */
export function eBenjaminiHochberg(input: { readonly e: readonly number[]; readonly delta: number }): {
  reject: boolean[];
  count: number;
} {
  const { e, delta } = input;
  requireOpenUnit('eBenjaminiHochberg', 'delta', delta);
  if (!e.every((value) => value >= 0)) throw new RangeError('eBenjaminiHochberg requires every e to be >= 0');
  const descending = e.toSorted((left, right) => right - left);
  const count = descending.findLastIndex((value, i) => value * (i + 1) * delta >= e.length) + 1;
  const cutoff = count === 0 ? Number.POSITIVE_INFINITY : (descending[count - 1] as number);
  return { reject: e.map((value) => count > 0 && value >= cutoff), count };
}
