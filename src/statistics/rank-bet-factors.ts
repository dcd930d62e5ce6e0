/** A bet that p-values are not uniform: the density 1 + tilt (2p - 1) + bend (6p² - 6p + 1) on [0, 1]. */
export interface RankBet {
  /** Above 0 for high p-values. */
  readonly tilt: number;
  /** Above 0 for p-values at both ends. */
  readonly bend: number;
}

/** Factors are multiplied so many at a time before their logarithm is taken: far from underflow. */
const AT_A_TIME = 64;

/**
 * Logarithm of what each bet multiplies its stake by on these p-values, one after the other.
 *
 * The densities integrate to 1: of independent uniform p-values the mean factor is 1, whatever came before.
 *
 * @param bets with densities above 0 in [0, 1]
 * @param pValues in [0, 1]
 * @returns one logarithm a bet; 0 without p-values
 */
export function rankBetFactors(bets: readonly RankBet[], pValues: ArrayLike<number>): number[] {
  return bets.map(({ tilt, bend }) => {
    let [log, product] = [0, 1];
    for (let i = 0; i < pValues.length; i++) {
      const p = pValues[i] as number;
      product *= 1 + tilt * (2 * p - 1) + bend * (6 * p * (p - 1) + 1);
      if (i % AT_A_TIME !== AT_A_TIME - 1) continue;
      log += Math.log(product);
      product = 1;
    }
    return log + Math.log(product);
  });
}
