/**
 * Fleiss' kappa: agreement beyond chance among three or more reviewers who all judged every item.
 *
 * Where verdicts are missing take `krippendorffAlpha`, which is nearly the same figure.
 *
 * @param input raters, two or more, one list of labels each, all over the same items in the same order
 * @returns kappa, at most 1; null when it is undefined (no items, or one label only)
 * @throws RangeError for fewer than two raters, or lists of different lengths
 * @see Fleiss, "Measuring nominal scale agreement among many raters", 1971
 * @example
 * fleissKappa({ raters: [[1, 0, 1], [1, 0, 0], [1, 0, 1]] }); // => 0.55
 */
export function fleissKappa<Label extends string | number>(input: {
  readonly raters: readonly (readonly Label[])[];
}): number | null {
  const { raters } = input;
  const items = raters[0]?.length ?? 0;
  if (raters.length < 2) throw new RangeError('fleissKappa requires at least two raters');
  if (!raters.every((labels) => labels.length === items))
    throw new RangeError('fleissKappa requires every rater to have one label an item');

  const totals = new Map<Label, number>();
  let pairs = 0;
  for (let item = 0; item < items; item += 1) {
    const counts = new Map<Label, number>();
    for (const labels of raters) counts.set(labels[item]!, (counts.get(labels[item]!) ?? 0) + 1);
    for (const [label, count] of counts) {
      pairs += count * (count - 1);
      totals.set(label, (totals.get(label) ?? 0) + count);
    }
  }
  if (totals.size < 2) return null;
  const ratings = items * raters.length;
  const observed = pairs / (ratings * (raters.length - 1));
  const byChance = [...totals.values()].reduce((sum, count) => sum + (count / ratings) ** 2, 0);
  return (observed - byChance) / (1 - byChance);
}
