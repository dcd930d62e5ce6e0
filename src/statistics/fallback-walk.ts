/**
 * The walk of the fallback procedure, for p-values that are costly: each is asked for only when it is reached.
 *
 * @param input count, how many hypotheses in test order; starts, indices that do not decrease; weights, one a start;
 *   delta, the failure probability; pValue, the p-value of hypothesis i; skip, where it is known without a look at each:
 *   the first hypothesis from i on that may not pass at the smallest share of delta
 * @returns segments, one a start: the level it was tested at, where it began and the first index it did not reject;
 *   tested, how many hypotheses were reached
 */
export function fallbackWalk(input: {
  readonly count: number;
  readonly starts: readonly number[];
  readonly weights: readonly number[];
  readonly delta: number;
  readonly pValue: (index: number) => number;
  readonly skip?: (index: number) => number;
}): { segments: { start: number; stop: number; level: number }[]; tested: number } {
  const { count, starts, weights, delta, pValue, skip = (index) => index } = input;
  let [passedOn, tested] = [0, 0];
  const segments = starts.map((start, i) => {
    const level = (weights[i] as number) * delta + passedOn;
    const end = starts[i + 1] ?? count;
    let stop = start;
    while (stop < end) {
      const sure = Math.min(end, skip(stop));
      tested += sure - stop;
      stop = sure;
      if (stop === end) break;
      tested += 1;
      if (!(pValue(stop) <= level)) break;
      stop += 1;
    }
    passedOn = stop === end ? level : 0;
    return { start, stop, level };
  });
  return { segments, tested };
}
