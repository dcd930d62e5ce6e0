import { binomialTail } from './binomial-tail.ts';
import { devianceTerm } from './deviance-term.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Hoeffding–Bentkus p-value: the p-value of "mean loss >= alpha" from a sum of losses in [0, 1], for one look at a fixed n.
 *
 * The smaller of Hoeffding's and Bentkus' bounds; use it for graded losses. With `binary` losses it is the exact binomial
 * tail and the sum must be a whole number.
 *
 * @param input lossSum in [0, n]; n, whole, >= 0; alpha, the risk limit, in (0, 1); binary, whether every loss is 0 or 1
 * @returns the p-value, in [0, 1]; 1 for no verdicts
 * @throws RangeError outside those ranges
 * @see Bates, Angelopoulos, Lei, Malik & Jordan, "Distribution-free, risk-controlling prediction sets", 2021;
 *   Angelopoulos, Bates, Candès, Jordan & Lei, "Learn then test", 2021
 * @example
 * hoeffdingBentkus({ lossSum: 0, n: 9, alpha: 0.02, binary: false }); // => 0.8337477621301…
 */
export function hoeffdingBentkus(input: {
  readonly lossSum: number;
  readonly n: number;
  readonly alpha: number;
  readonly binary: boolean;
}): number {
  const { lossSum, n, alpha, binary } = input;
  requireOpenUnit('hoeffdingBentkus', 'alpha', alpha);
  if (!Number.isSafeInteger(n) || n < 0)
    throw new RangeError('hoeffdingBentkus requires n to be a whole number >= 0');
  if (!(lossSum >= 0 && lossSum <= n)) throw new RangeError('hoeffdingBentkus requires 0 <= lossSum <= n');
  if (binary && !Number.isInteger(lossSum)) {
    throw new RangeError('hoeffdingBentkus requires a whole lossSum for binary losses');
  }
  if (n === 0) return 1;
  const { p } = binomialTail({ errors: Math.ceil(lossSum), n, alpha });
  if (binary) return p;
  const rate = Math.min(lossSum / n, alpha);
  const divergence = devianceTerm(rate, alpha) + devianceTerm(1 - rate, 1 - alpha);
  return Math.min(1, Math.exp(-n * divergence), Math.E * p);
}
