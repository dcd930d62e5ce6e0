import { fallbackWalk } from './fallback-walk.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Fallback procedure: tests an ordered list of thresholds from several starting points, sharing one failure probability.
 *
 * The way to choose a threshold: starting only at the top fails when the top has few verdicts or is overconfident. Each
 * start has its share of delta and passes it on to the next start when everything in between was rejected; a stop costs
 * only that segment. The chance of any false rejection is at most delta, whatever the dependence.
 *
 * @param input p in test order (high threshold to low; null counts as not rejected; an anytime p is 1 / max E, at most 1);
 *   starts, indices into p, not decreasing, fixed before the verdicts; weights, one a start, non-negative, summing to at
 *   most 1; delta, the failure probability, in (0, 1)
 * @returns reject, one a threshold ("certified"), and levels, the level each start was tested at
 * @throws RangeError outside those ranges
 * @see Wiens, "A fixed sequence Bonferroni procedure", 2003; Wiens & Dmitrienko, "The fallback procedure", 2005
 * @example
 * fallback({ p: [0.2, 0.001, 0.02, 0.9], starts: [0, 1], weights: [0.5, 0.5], delta: 0.05 });
 * // => { reject: [false, true, true, false], levels: [0.025, 0.025] }
 */
export function fallback(input: {
  readonly p: readonly (number | null)[];
  readonly starts: readonly number[];
  readonly weights: readonly number[];
  readonly delta: number;
}): { reject: boolean[]; levels: number[] } {
  const { p, starts, weights, delta } = input;
  requireOpenUnit('fallback', 'delta', delta);
  requireStarts(p, starts, weights);

  const { segments } = fallbackWalk({ count: p.length, starts, weights, delta, pValue: (i) => p[i] ?? 1 });
  const reject = p.map((_, i) => segments.some((segment) => i >= segment.start && i < segment.stop));
  return { reject, levels: segments.map((segment) => segment.level) };
}

function requireStarts(
  p: readonly (number | null)[],
  starts: readonly number[],
  weights: readonly number[],
): void {
  if (!p.every((value) => value === null || (value >= 0 && value <= 1))) {
    throw new RangeError('fallback requires every p to be null or between 0 and 1');
  }
  const inOrder = starts.every(
    (start, i) => start >= (i === 0 ? 0 : (starts[i - 1] as number)) && start < p.length,
  );
  if (!inOrder || !starts.every(Number.isInteger)) {
    throw new RangeError('fallback requires starts to be indices of p that do not decrease');
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.length !== starts.length || !weights.every((weight) => weight >= 0) || !(total <= 1 + 1e-12)) {
    throw new RangeError('fallback requires one non-negative weight a start, summing to at most 1');
  }
}
