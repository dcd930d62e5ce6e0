import { crossingPoint } from './crossing-point.ts';
import { logBetaMixture } from './log-beta-mixture.ts';
import { requireCounts } from './require-counts.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/** Below this limit no risk is worth proving to be passed. */
const LOWEST_LIMIT = 1e-9;
/** The mixture reaches to several times the limit: few errors prove little of a risk just above it. */
const SPREAD = 0.25;

/**
 * Anytime lower bound: a lower confidence bound on the risk that holds at all times at once.
 *
 * The other side of `anytimeUpperBound`: the largest limit that a mixture over the risks above it would prove to be
 * passed. Use it to draw how much is known, and to say that a risk certainly breaks its limit.
 *
 * @param input errors and n of fully reviewed verdicts, whole, 0 <= errors <= n; delta, the failure probability, in (0, 1)
 * @returns lower in [0, 1); 0 where nothing can be said
 * @throws RangeError outside those ranges
 * @see Ville, "Étude critique de la notion de collectif", 1939; Robbins, 1970
 * @example
 * anytimeLowerBound({ n: 500, errors: 10, delta: 0.05 }); // => { lower: 0.0069… }
 */
export function anytimeLowerBound(input: {
  readonly n: number;
  readonly errors: number;
  readonly delta: number;
}): { lower: number } {
  const { n, errors, delta } = input;
  requireCounts('anytimeLowerBound', errors, n);
  requireOpenUnit('anytimeLowerBound', 'delta', delta);
  if (errors === 0) return { lower: 0 };
  const needed = -Math.log(delta);
  // Right answers in the place of errors: the same bet, against "accuracy >= 1 - x".
  const surplus = (x: number): number => logBetaMixture(n - errors, errors, 1 - x, SPREAD / x, 1) - needed;
  const low = LOWEST_LIMIT;
  if (surplus(low) < 0) return { lower: 0 };
  const lower = crossingPoint((x) => -surplus(x), low, Math.max(low, errors / n));
  // The end of the bracket that still is proven, not the first that is not.
  return { lower: lower * (1 - 1e-12) };
}
