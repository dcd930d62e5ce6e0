import { agreementTable } from './agreement-table.ts';

/**
 * PABAK, kappa adjusted for prevalence and bias: agreement beyond what labels drawn at random would give.
 *
 * Percent agreement on another scale, with 0 where two reviewers who guess would be; equal to kappa for even labels.
 *
 * @param input a and b, the two reviewers' labels of the same items, in the same order; labels, all that may occur, distinct
 * @returns PABAK, in [-1 / (labels - 1), 1]; null when it is undefined (no items, or fewer than two labels)
 * @throws RangeError for lists of different lengths, or a label outside `labels`
 * @see Byrt, Bishop & Carlin, "Bias, prevalence and kappa", 1993; Brennan & Prediger, "Coefficient kappa: some uses, misuses,
 *   and alternatives", 1981, for more than two labels
 * @example
 * pabak({ a: [1, 1, 1, 1], b: [1, 1, 1, 0], labels: [0, 1] }); // => 0.5
 */
export function pabak<Label extends string | number>(input: {
  readonly a: readonly Label[];
  readonly b: readonly Label[];
  readonly labels: readonly Label[];
}): number | null {
  const { items, rows, agreement } = agreementTable('pabak', input);
  const labels = rows.length;
  return items === 0 || labels < 2 ? null : (labels * agreement - 1) / (labels - 1);
}
