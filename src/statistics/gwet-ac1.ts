import { agreementTable } from './agreement-table.ts';

/**
 * Gwet's AC1: agreement of two reviewers beyond chance that does not collapse when one label is nearly always given.
 *
 * Show it where verdicts are mostly "agree": kappa then calls good reviewers poor.
 *
 * @param input a and b, the two reviewers' labels of the same items, in the same order; labels, all that may occur, distinct
 * @returns AC1, at most 1; null when it is undefined (no items, or fewer than two labels)
 * @throws RangeError for lists of different lengths, or a label outside `labels`
 * @see Gwet, "Computing inter-rater reliability and its variance in the presence of high agreement", 2008
 * @example
 * gwetAc1({ a: [1, 1, 1, 1], b: [1, 1, 1, 0], labels: [0, 1] }); // => 0.68
 */
export function gwetAc1<Label extends string | number>(input: {
  readonly a: readonly Label[];
  readonly b: readonly Label[];
  readonly labels: readonly Label[];
}): number | null {
  const { items, rows, columns, agreement } = agreementTable('gwetAc1', input);
  if (items === 0 || rows.length < 2) return null;
  const byChance = rows.reduce((sum, count, i) => {
    const share = (count + columns[i]!) / (2 * items);
    return sum + (share * (1 - share)) / (rows.length - 1);
  }, 0);
  return (agreement - byChance) / (1 - byChance);
}
