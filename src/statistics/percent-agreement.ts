/**
 * Percent agreement: the share of items to which two reviewers gave the same label.
 *
 * Show it beside every kappa: where one label is nearly always right, kappa is low although reviewers agree.
 *
 * @param input a and b, the two reviewers' labels of the same items, in the same order
 * @returns the share, in [0, 1]; null without items
 * @throws RangeError for lists of different lengths
 * @example
 * percentAgreement({ a: [1, 1, 0, 1], b: [1, 0, 0, 1] }); // => 0.75
 */
export function percentAgreement<Label extends string | number>(input: {
  readonly a: readonly Label[];
  readonly b: readonly Label[];
}): number | null {
  const { a, b } = input;
  if (a.length !== b.length) throw new RangeError('percentAgreement requires two lists of the same length');
  return a.length === 0 ? null : a.filter((label, item) => label === b[item]).length / a.length;
}
