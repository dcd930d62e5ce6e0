import type { ReviewCount } from '../contracts/audit-plan.ts';
import { firstWhole } from '../statistics/first-whole.ts';
import { incompleteBeta } from '../statistics/index.ts';

/** Coins of one probability. */
export interface Coins {
  readonly tossed: number;
  readonly probability: number;
}

const TAIL = 0.025;

/** How many of independent coins fall on their side: expected, and the exact central 95 % range (binomial). */
export function reviewCount({ tossed, probability }: Coins): ReviewCount {
  const n = Math.round(tossed);
  const expected = tossed * probability;
  if (n === 0 || probability === 0) return { expected, low: 0, high: 0 };
  if (probability === 1) return { expected, low: n, high: n };
  const atMost = (k: number): number =>
    k >= n ? 1 : incompleteBeta({ x: probability, a: k + 1, b: n - k }).upper;
  return {
    expected,
    low: firstWhole(-1, n, (k) => atMost(k) > TAIL),
    high: firstWhole(-1, n, (k) => atMost(k) >= 1 - TAIL),
  };
}

/** The same for coins of several probabilities, by their joint mean and variance. */
export function reviewCountOfAll(all: readonly Coins[]): ReviewCount {
  const some = all.filter(({ tossed, probability }) => tossed > 0 && probability > 0);
  if (some.length === 1) return reviewCount(some[0] as Coins);
  const expected = some.reduce((sum, { tossed, probability }) => sum + tossed * probability, 0);
  const variance = some.reduce((sum, one) => sum + one.tossed * one.probability * (1 - one.probability), 0);
  const reach = 1.96 * Math.sqrt(variance);
  const most = some.reduce((sum, { tossed }) => sum + Math.round(tossed), 0);
  return {
    expected,
    low: Math.max(0, Math.min(most, Math.floor(expected - reach))),
    high: Math.min(most, Math.ceil(expected + reach)),
  };
}
