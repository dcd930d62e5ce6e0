import { binomialTail, bonferroni, fallback, fixedSequence, holm } from '../../src/statistics/index.ts';

interface ThresholdData {
  readonly confidence1000: readonly number[];
  /** One character a decision, `1` when the reviewer agreed. */
  readonly correct: string;
  readonly gridFrom: number;
  readonly gridStep: number;
  readonly gridCount: number;
  readonly alpha: number;
  readonly delta: number;
  readonly startMinVerdicts: number;
  readonly fallbackCoverages: readonly number[];
  readonly fallbackWeights: readonly number[];
}

/** Puts the tests for many thresholds together from raw rows: the lowest threshold that each of them certifies. */
export function certifyThresholds(data: ThresholdData): Record<string, unknown> {
  const { confidence1000, correct, alpha, delta } = data;
  // Thresholds and confidences as whole thousandths: s >= tau is then never a matter of rounding.
  const grid = Array.from({ length: data.gridCount }, (_, i) =>
    Math.round((data.gridFrom + i * data.gridStep) * 1000),
  );
  const nAbove = grid.map((tau) => confidence1000.filter((s) => s >= tau).length);
  const errorsAbove = grid.map(
    (tau) => confidence1000.filter((s, i) => s >= tau && correct[i] === '0').length,
  );
  const pAscending = grid.map(
    (_, i) => binomialTail({ errors: errorsAbove[i] as number, n: nAbove[i] as number, alpha }).p,
  );

  const p = pAscending.toReversed();
  const above = nAbove.toReversed();
  const lowest = (reject: readonly boolean[]): number | null => {
    const last = reject.lastIndexOf(true);
    return last === -1 ? null : (grid[grid.length - 1 - last] as number) / 1000;
  };
  const firstWith = (enough: number): number => above.findIndex((n) => n >= enough);
  const start = firstWith(data.startMinVerdicts);
  const starts = data.fallbackCoverages.map((share) => firstWith(share * confidence1000.length));
  const reachable = starts.filter((index) => index !== -1);
  return {
    nAbove,
    errorsAbove,
    fixedSequenceTop: lowest(fixedSequence({ p, delta }).reject),
    fixedSequenceStart: start === -1 ? null : lowest(fixedSequence({ p, delta, start }).reject),
    holm: lowest(holm({ p, delta }).reject),
    bonferroni: lowest(bonferroni({ p, delta }).reject),
    fallback3: lowest(
      fallback({ p, starts: reachable, weights: data.fallbackWeights.slice(0, reachable.length), delta })
        .reject,
    ),
    pValues: Object.fromEntries(grid.map((tau, i) => [String(tau / 1000), pAscending[i]])),
  };
}
