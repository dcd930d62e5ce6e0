import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Betting martingale: the running evidence, in an ordered sequence of losses in [0, 1], that their mean is below a limit.
 *
 * One adaptive bet a step (predictable plug-in, empirical Bernstein). Kept as the published yardstick for the mixtures
 * that the product uses; it depends on the order of the losses.
 *
 * @param input losses in order, each in [0, 1]; nullMean, the limit, in (0, 1); alphaForBet in (0, 1), the level the bets
 *   are tuned for; truncScale in (0, 1], the share of the largest safe bet
 * @returns logWealthAt[t], natural logarithm after t losses; logWealthAt[0] = 0
 * @throws RangeError outside those ranges
 * @see Waudby-Smith & Ramdas, "Estimating means of bounded random variables by betting", 2024
 * @example
 * bettingMartingale({ losses: [0.01], nullMean: 0.05, alphaForBet: 0.05, truncScale: 0.5 });
 * // => { logWealthAt: [0, 0.0208340869…] }
 */
export function bettingMartingale(input: {
  readonly losses: readonly number[];
  readonly nullMean: number;
  readonly alphaForBet: number;
  readonly truncScale: number;
}): { logWealthAt: number[] } {
  const { losses, nullMean, alphaForBet, truncScale } = input;
  requireOpenUnit('bettingMartingale', 'nullMean', nullMean);
  requireOpenUnit('bettingMartingale', 'alphaForBet', alphaForBet);
  if (!(truncScale > 0 && truncScale <= 1)) {
    throw new RangeError('bettingMartingale requires truncScale above 0 and at most 1');
  }
  if (!losses.every((loss) => loss >= 0 && loss <= 1)) {
    throw new RangeError('bettingMartingale requires every loss between 0 and 1');
  }
  const largest = truncScale / (1 - nullMean);
  const logWealthAt = [0];
  let wealth = 0;
  let sum = 0.5;
  let squares = 0.25;
  let variance = 0.25;
  losses.forEach((loss, i) => {
    const t = i + 1;
    const wished = Math.sqrt((-2 * Math.log(alphaForBet)) / (t * Math.log1p(t) * variance));
    wealth += Math.log1p(-Math.min(wished, largest) * (loss - nullMean));
    logWealthAt.push(wealth);
    sum += loss;
    squares += (loss - sum / (t + 1)) ** 2;
    variance = squares / (t + 1);
  });
  return { logWealthAt };
}
