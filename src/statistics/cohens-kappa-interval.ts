import { agreementTable } from './agreement-table.ts';
import { normalQuantile } from './normal-quantile.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Cohen's kappa of unordered labels with its large-sample standard error and interval.
 *
 * Ask for it before comparing reviewers: with 25 shared items kappa is known to some ± 0.3. The interval is the plain normal
 * one, and may pass 1.
 *
 * @param input a and b, the two reviewers' labels of the same items, in the same order; labels, all that occur, distinct;
 *   confidence in (0, 1), default 0.95
 * @returns kappa, its standard error and interval; null when kappa is undefined (no items, or chance alone would agree fully)
 * @throws RangeError for lists of different lengths, a label outside `labels`, or confidence outside (0, 1)
 * @see Fleiss, Cohen & Everitt, "Large sample standard errors of kappa and weighted kappa", 1969
 * @example
 * cohensKappaInterval({ a: [0, 1, 1, 0], b: [0, 1, 0, 0], labels: [0, 1] });
 * // => { kappa: 0.5, standardError: 0.375, lower: -0.2349…, upper: 1.2349… }
 */
export function cohensKappaInterval<Label extends string | number>(input: {
  readonly a: readonly Label[];
  readonly b: readonly Label[];
  readonly labels: readonly Label[];
  readonly confidence?: number;
}): {
  readonly kappa: number;
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
} | null {
  const { confidence = 0.95 } = input;
  requireOpenUnit('cohensKappaInterval', 'confidence', confidence);
  const { counts, items, rows, columns, agreement } = agreementTable('cohensKappaInterval', input);
  const expected = rows.reduce((sum, count, i) => sum + count * columns[i]!, 0);
  if (expected === items * items) return null;

  const byChance = expected / (items * items);
  const kappa = (agreement - byChance) / (1 - byChance);
  let [same, different] = [0, 0];
  counts.forEach((row, i) => {
    row.forEach((count, j) => {
      // A label's share with the one reviewer meets its share with the other: row i with column i, but column i with row j.
      if (i === j) same += (count / items) * (1 - ((rows[i]! + columns[i]!) / items) * (1 - kappa)) ** 2;
      else different += (count / items) * ((columns[i]! + rows[j]!) / items) ** 2;
    });
  });
  const spread = same + (1 - kappa) ** 2 * different - (kappa - byChance * (1 - kappa)) ** 2;
  // Full agreement leaves a spread of 0, give or take rounding.
  const standardError = Math.sqrt(Math.max(0, spread) / items) / (1 - byChance);
  const reach = normalQuantile((1 + confidence) / 2) * standardError;
  return { kappa, standardError, lower: kappa - reach, upper: kappa + reach };
}
