import { type BettingGrid, ipwGrid } from './betting-grid.ts';
import type { IpwCell } from './ipw-cell.ts';

/**
 * What one reviewed decision multiplies each bet of a grid by, as logarithms: `ln(1 - (1 - u) z)` with
 * `z = (piMin / pi) (loss - alpha) / (1 - alpha)`.
 *
 * Computed once for decisions that are alike, so that evidence is counts times these; see `ipwBettingEValue`.
 *
 * @param input alpha, the risk limit, in (0, 1); pi, piMin, loss as in an `IpwCell`, not checked here
 * @returns one logarithm a node of the grid; -Infinity where a full loss meets u = 0
 */
export function ipwLogFactors(
  input: Omit<IpwCell, 'count'> & { readonly alpha: number },
  grid: BettingGrid = ipwGrid,
): Float64Array {
  const { alpha, pi, piMin, loss } = input;
  // Kept in this order so that a full loss at the cap is exactly 1: then the factor is exactly u.
  const stake = (piMin / pi) * ((loss - alpha) / (1 - alpha));
  const factors = new Float64Array(grid.u.length);
  for (let j = 0; j < factors.length; j++) factors[j] = Math.log1p(-(1 - (grid.u[j] as number)) * stake);
  return factors;
}
