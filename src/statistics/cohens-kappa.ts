/**
 * Cohen's kappa: how much two reviewers agree beyond what their habits would give by chance.
 *
 * 1 is full agreement, 0 is chance. With one label nearly always given, kappa is low although reviewers agree: show
 * percent agreement beside it. `linear` and `quadratic` forgive near misses on ordered labels, by their place in `labels`.
 *
 * @param input a and b, the two reviewers' labels of the same items, in the same order; labels, all that occur, distinct and
 *   in order; weights null, `linear` or `quadratic`
 * @returns kappa in [-1, 1]; null when it is undefined (no items, or chance alone would agree fully)
 * @throws RangeError for lists of different lengths, or a label outside `labels`
 * @see Cohen, "A coefficient of agreement for nominal scales", 1960; "Weighted kappa", 1968
 * @example
 * cohensKappa({ a: [0, 1, 1, 0], b: [0, 1, 0, 0], labels: [0, 1], weights: null }); // => 0.5
 */
export function cohensKappa<Label extends string | number>(input: {
  readonly a: readonly Label[];
  readonly b: readonly Label[];
  readonly labels: readonly Label[];
  readonly weights: 'linear' | 'quadratic' | null;
}): number | null {
  const { a, b, labels, weights } = input;
  if (a.length !== b.length) throw new RangeError('cohensKappa requires two lists of the same length');
  if (new Set(labels).size !== labels.length) throw new RangeError('cohensKappa requires distinct labels');
  const placeOf = new Map(labels.map((label, i) => [label, i]));
  if (!a.every((label) => placeOf.has(label)) || !b.every((label) => placeOf.has(label))) {
    throw new RangeError('cohensKappa requires every label to be one of labels');
  }
  if (weights !== null && weights !== 'linear' && weights !== 'quadratic') {
    throw new RangeError('cohensKappa knows the weights linear, quadratic and null');
  }

  const cost = (i: number, j: number): number => {
    if (weights === null) return i === j ? 0 : 1;
    return weights === 'linear' ? Math.abs(i - j) : (i - j) ** 2;
  };
  const countA = new Array<number>(labels.length).fill(0);
  const countB = new Array<number>(labels.length).fill(0);
  let observed = 0;
  a.forEach((label, item) => {
    const i = placeOf.get(label) as number;
    const j = placeOf.get(b[item] as Label) as number;
    (countA[i] as number) += 1;
    (countB[j] as number) += 1;
    observed += cost(i, j);
  });
  let byChance = 0;
  countA.forEach((left, i) => {
    countB.forEach((right, j) => {
      byChance += left * right * cost(i, j);
    });
  });
  return byChance === 0 ? null : 1 - (observed * a.length) / byChance;
}
