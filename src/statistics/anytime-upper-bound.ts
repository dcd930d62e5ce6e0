import { crossingPoint } from './crossing-point.ts';
import { logBetaMixture } from './log-beta-mixture.ts';
import { requireCounts } from './require-counts.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/** Beyond this limit no risk is worth certifying and the bound says nothing: it answers 1. */
const HIGHEST_LIMIT = 0.95;

/**
 * Anytime upper bound: an upper confidence bound on the risk that holds at all times at once.
 *
 * It is the smallest limit the truncated-Beta mixture would certify with these counts, so it may be drawn on a dashboard
 * every night; it is wider than `clopperPearson`, which is for one look.
 *
 * @param input errors and n of fully reviewed verdicts, whole, 0 <= errors <= n; delta, the failure probability, in (0, 1)
 * @returns upper in (0, 1]; 1 when nothing below 0.95 can be said
 * @throws RangeError outside those ranges
 * @see Ville, "Étude critique de la notion de collectif", 1939; Robbins, 1970
 * @example
 * anytimeUpperBound({ n: 500, errors: 10, delta: 0.05 }); // => { upper: 0.043536134… }
 */
export function anytimeUpperBound(input: {
  readonly n: number;
  readonly errors: number;
  readonly delta: number;
}): {
  upper: number;
} {
  const { n, errors, delta } = input;
  requireCounts('anytimeUpperBound', errors, n);
  requireOpenUnit('anytimeUpperBound', 'delta', delta);
  const needed = -Math.log(delta);
  const shortfall = (x: number): number => logBetaMixture(errors, n - errors, x, 1, 2 / x) - needed;
  if (n === 0 || shortfall(HIGHEST_LIMIT) < 0) return { upper: 1 };
  // One factor is at most 1/(1-x) in favour: no x below this can have earned enough.
  const low = Math.max(errors / n, -Math.expm1(-needed / n)) * (1 - 1e-9);
  return { upper: crossingPoint(shortfall, Math.min(low, HIGHEST_LIMIT), HIGHEST_LIMIT) };
}
