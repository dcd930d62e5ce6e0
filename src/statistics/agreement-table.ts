/** How often two reviewers gave each pair of labels; rows are the first reviewer's, columns the second's. */
export interface AgreementTable {
  readonly counts: readonly (readonly number[])[];
  readonly items: number;
  /** Labels given, of the first and of the second reviewer. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Share of items with the same label; NaN without items. */
  readonly agreement: number;
}

/** Counts the labels that two reviewers gave to the same items, and refuses lists which cannot be that. */
export function agreementTable<Label extends string | number>(
  caller: string,
  input: { readonly a: readonly Label[]; readonly b: readonly Label[]; readonly labels: readonly Label[] },
): AgreementTable {
  const { a, b, labels } = input;
  if (a.length !== b.length) throw new RangeError(`${caller} requires two lists of the same length`);
  const placeOf = new Map(labels.map((label, i) => [label, i]));
  if (placeOf.size !== labels.length) throw new RangeError(`${caller} requires distinct labels`);
  const counts = labels.map(() => new Array<number>(labels.length).fill(0));
  a.forEach((label, item) => {
    const [i, j] = [placeOf.get(label), placeOf.get(b[item] as Label)];
    if (i === undefined || j === undefined)
      throw new RangeError(`${caller} requires every label to be one of labels`);
    counts[i]![j]! += 1;
  });
  const rows = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = labels.map((_, j) => counts.reduce((sum, row) => sum + row[j]!, 0));
  const same = counts.reduce((sum, row, i) => sum + row[i]!, 0);
  return { counts, items: a.length, rows, columns, agreement: same / a.length };
}
