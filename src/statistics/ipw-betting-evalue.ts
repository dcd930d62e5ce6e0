import { type BettingGrid, type BettingGridName, bettingGrid } from './betting-grid.ts';
import { type IpwCell, requireIpwCell } from './ipw-cell.ts';
import { ipwLogFactors } from './ipw-log-factors.ts';
import { logSumExp } from './log-sum-exp.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Inverse-probability-weighted betting e-value: the evidence, in audited verdicts, that the risk is below alpha.
 *
 * The engine of every certificate: decisions may be reviewed with different, known probabilities, and the process may be
 * looked at every night (certify when `logE >= ln(1 / delta)`). Unreviewed decisions leave it unchanged. The bet follows
 * piMin and never a decision's own pi, or the weights would cancel and the wrong risk be tested.
 *
 * @param input alpha, the risk limit, in (0, 1); grid, a name or a grid of u in [0, 1) with weights summing to 1; cells
 * @returns logE, natural logarithm; 0 for no verdicts, -Infinity when every bet of the grid has been lost (needs u = 0 alone)
 * @throws RangeError outside those ranges
 * @see Waudby-Smith, Wu, Ramdas, Karampatziakis & Mineiro, "Anytime-valid off-policy inference for contextual bandits", 2022;
 *   Xu, Karampatziakis & Mineiro, "Active, anytime-valid risk controlling prediction sets", 2024
 * @example
 * ipwBettingEValue({
 *   alpha: 0.05,
 *   grid: 'GL16',
 *   cells: [{ pi: 0.05, piMin: 0.05, loss: 0, count: 134 }, { pi: 0.05, piMin: 0.05, loss: 1, count: 1 }],
 * }); // => { logE: 3.3706291179… }
 */
export function ipwBettingEValue(input: {
  readonly alpha: number;
  readonly grid?: BettingGridName | BettingGrid;
  readonly cells: readonly IpwCell[];
}): { logE: number } {
  const { alpha, cells } = input;
  requireOpenUnit('ipwBettingEValue', 'alpha', alpha);
  const grid = typeof input.grid === 'object' ? input.grid : bettingGrid(input.grid ?? 'GL16');
  if (typeof input.grid === 'object') requireGrid(grid);
  for (const cell of cells) requireIpwCell('ipwBettingEValue', cell);

  const logWealth = new Float64Array(grid.u.length);
  for (const cell of cells) {
    if (cell.count === 0) continue;
    const factors = ipwLogFactors({ ...cell, alpha }, grid);
    for (let j = 0; j < logWealth.length; j += 1)
      (logWealth[j] as number) += cell.count * (factors[j] as number);
  }
  return { logE: logSumExp(logWealth, grid.weights) };
}

function requireGrid({ u, weights }: BettingGrid): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (u.length === 0 || u.length !== weights.length || !u.every((node) => node >= 0 && node < 1)) {
    throw new RangeError('ipwBettingEValue requires a grid of u in [0, 1), with one weight each');
  }
  if (!weights.every((weight) => weight >= 0) || !(Math.abs(total - 1) <= 1e-9)) {
    throw new RangeError('ipwBettingEValue requires non-negative grid weights that sum to 1');
  }
}
