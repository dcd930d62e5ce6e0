import { gaussLegendre } from './gauss-legendre.ts';

/** A discrete prior on how far below its limit the risk is: alternative `alpha * u[j]` with weight `weights[j]`. */
export interface BettingGrid {
  /** Fractions of the limit, in [0, 1). */
  readonly u: readonly number[];
  /** Non-negative, summing to 1. */
  readonly weights: readonly number[];
}

export type BettingGridName = 'GL16' | 'P8';

const POINTS_8: BettingGrid = Object.freeze({
  u: Object.freeze([0, 0.08, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92]),
  weights: Object.freeze([0.12, 0.17, 0.2, 0.17, 0.12, 0.1, 0.07, 0.05]),
});

/**
 * The betting grid of the inverse-probability-weighted e-value: 16 Gauss–Legendre nodes u on (0, 1), weights tilted by
 * exp(-2u). It stands in for the truncated Beta(1, 2 / alpha) prior:
 * within some 0.003 nats at alpha = 0.02 and 0.01 at 0.1.
 *
 * A curve of thresholds can add up `ln(1 - (1 - u) z)` by itself and finish with `logSumExp(sums, weights)`.
 */
export const ipwGrid: BettingGrid = gauss16();

function gauss16(): BettingGrid {
  const { nodes, weights } = gaussLegendre(16);
  const tilted = nodes.map((u, j) => (weights[j] as number) * Math.exp(-2 * u));
  const total = tilted.reduce((sum, weight) => sum + weight, 0);
  return Object.freeze({
    u: Object.freeze(nodes),
    weights: Object.freeze(tilted.map((weight) => weight / total)),
  });
}

/**
 * Betting grid by name: `GL16`, the default engine, or `P8`, eight hand-set points that include u = 0.
 *
 * @throws RangeError for another name
 */
export function bettingGrid(name: BettingGridName): BettingGrid {
  if (name === 'GL16') return ipwGrid;
  if (name === 'P8') return POINTS_8;
  throw new RangeError(`bettingGrid knows GL16 and P8, not ${String(name)}`);
}
