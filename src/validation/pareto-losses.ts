/** What an error loses, as a share of the cap: few levels, the chance of each, and the mean. */
export interface Losses {
  readonly levels: readonly number[];
  readonly chances: readonly number[];
  readonly mean: number;
}

/**
 * Pareto amounts, capped. An amount between two levels loses the upper one, as evidence rounds it, so that rounding
 * forgives nothing and the mean is exact; all above the cap lose 1.
 *
 * @param least smallest amount, in money; above 0
 * @param tail exponent of the tail; below 2 the variance of the uncapped amounts is infinite
 * @param cap money that one decision counts for at most
 * @param levels shares of the cap, ascending, the last of them 1
 */
export function paretoLosses({
  least,
  tail,
  cap,
  levels,
}: {
  readonly least: number;
  readonly tail: number;
  readonly cap: number;
  readonly levels: readonly number[];
}): Losses {
  const below = (amount: number): number => (amount <= least ? 0 : 1 - (least / amount) ** tail);
  const chances = levels.map(
    (level, index) => (level === 1 ? 1 : below(level * cap)) - below((levels[index - 1] ?? 0) * cap),
  );
  const mean = levels.reduce((sum, level, index) => sum + level * (chances[index] as number), 0);
  return { levels, chances, mean };
}
