import { crossingPoint } from './crossing-point.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Waudby-Smith–Ramdas betting bound: an upper confidence bound on a mean loss from an ordered sequence of losses in [0, 1].
 *
 * For graded losses and one look at a fixed n; for 0/1 losses `clopperPearson` is as good and needs only counts. The order
 * must not depend on the losses.
 *
 * @param input losses in order, each in [0, 1]; delta, the failure probability, in (0, 1)
 * @returns the bound, in [0, 1]; 1 for no losses
 * @throws RangeError outside those ranges
 * @see Waudby-Smith & Ramdas, "Estimating means of bounded random variables by betting", 2024
 * @example
 * wsrUpperBound({ losses: new Array(100).fill(0), delta: 0.1 }); // => 0.0237975914…
 */
export function wsrUpperBound(input: { readonly losses: readonly number[]; readonly delta: number }): number {
  const { losses, delta } = input;
  requireOpenUnit('wsrUpperBound', 'delta', delta);
  if (!losses.every((loss) => loss >= 0 && loss <= 1)) {
    throw new RangeError('wsrUpperBound requires every loss between 0 and 1');
  }
  const needed = -Math.log(delta);
  const bets = stakes(losses, needed);
  const shortfall = (mean: number): number => {
    let wealth = 0;
    let best = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < losses.length; i += 1) {
      wealth += Math.log1p((bets[i] as number) * (mean - (losses[i] as number)));
      best = Math.max(best, wealth);
    }
    return best - needed;
  };
  return losses.length === 0 || shortfall(1) < 0 ? 1 : crossingPoint(shortfall, 0, 1);
}

/** Each bet knows only the losses before it. */
function stakes(losses: readonly number[], needed: number): number[] {
  let sum = 0.5;
  let squares = 0.25;
  let variance = 0.25;
  return losses.map((loss, i) => {
    const stake = Math.min(1, Math.sqrt((2 * needed) / (losses.length * variance)));
    sum += loss;
    squares += (loss - sum / (i + 2)) ** 2;
    variance = squares / (i + 2);
    return stake;
  });
}
