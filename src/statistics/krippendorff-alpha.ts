export type MeasurementLevel = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/**
 * Krippendorff's alpha: agreement among any number of reviewers who need not have seen every item.
 *
 * 1 is full agreement, 0 is chance. Use it where `cohensKappa` cannot go: more than two reviewers, missing verdicts.
 *
 * @param input raters, one list of ratings each, all over the same items, null where a reviewer did not rate; level, what a
 *   difference between two ratings means (for `ratio`, ratings >= 0)
 * @returns alpha, at most 1; null when it is undefined (no item with two ratings, or one value only)
 * @throws RangeError for lists of different lengths, or ratings that are not finite
 * @see Krippendorff, "Computing Krippendorff's alpha-reliability", 2011
 * @example
 * krippendorffAlpha({ raters: [[1, 0, 0, 1], [1, 0, 1, 1]], level: 'nominal' }); // => 0.5333333333333333
 */
export function krippendorffAlpha(input: {
  readonly raters: readonly (readonly (number | null)[])[];
  readonly level: MeasurementLevel;
}): number | null {
  const { raters, level } = input;
  const items = raters[0]?.length ?? 0;
  if (!raters.every((ratings) => ratings.length === items)) {
    throw new RangeError('krippendorffAlpha requires every rater to have one entry an item');
  }
  if (!raters.every((ratings) => ratings.every((value) => value === null || isRating(value, level)))) {
    throw new RangeError(
      'krippendorffAlpha requires ratings to be null or finite, and not negative for ratio',
    );
  }
  if (!['nominal', 'ordinal', 'interval', 'ratio'].includes(level)) {
    throw new RangeError('krippendorffAlpha knows the levels nominal, ordinal, interval and ratio');
  }

  // Only items with at least two ratings say anything about agreement.
  const units = Array.from({ length: items }, (_, item) =>
    raters.map((ratings) => ratings[item] ?? null).filter((value) => value !== null),
  ).filter((unit) => unit.length >= 2);
  const values = [...new Set(units.flat())].sort((left, right) => left - right);
  const counts = values.map((value) => units.flat().filter((rating) => rating === value).length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const distance = distances(values, counts, level);

  let observed = 0;
  for (const unit of units) {
    const places = unit.map((value) => values.indexOf(value));
    for (const i of places) for (const j of places) observed += distance(i, j) / (unit.length - 1);
  }
  let byChance = 0;
  counts.forEach((left, i) => {
    counts.forEach((right, j) => {
      byChance += left * right * distance(i, j);
    });
  });
  return byChance === 0 ? null : 1 - ((total - 1) * observed) / byChance;
}

function isRating(value: number, level: MeasurementLevel): boolean {
  return Number.isFinite(value) && (level !== 'ratio' || value >= 0);
}

/** Squared difference between the i-th and the j-th value, as the level understands it. */
function distances(
  values: readonly number[],
  counts: readonly number[],
  level: MeasurementLevel,
): (i: number, j: number) => number {
  return (i, j) => {
    if (i === j) return 0;
    const [left, right] = [values[i] as number, values[j] as number];
    if (level === 'nominal') return 1;
    if (level === 'interval') return (left - right) ** 2;
    if (level === 'ratio') return ((left - right) / (left + right)) ** 2;
    const between = counts.slice(Math.min(i, j), Math.max(i, j) + 1).reduce((sum, count) => sum + count, 0);
    return (between - ((counts[i] as number) + (counts[j] as number)) / 2) ** 2;
  };
}
