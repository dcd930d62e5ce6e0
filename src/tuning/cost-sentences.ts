import type { Certificate, Target } from '../contracts/certificate.ts';
import { count, percentExact, percentNear, plain } from '../contracts/figures.ts';
import type { Reach } from '../contracts/recommendation.ts';
import { belowThat, confidenceOf } from './condition.ts';
import type { ReviewMix } from './review-mix.ts';

/** What a promise on money says: budget and cap in money, and shares of the cap as money. */
export interface MoneyTerms {
  readonly budget: number;
  readonly amountCap: number;
}

/** null where the promise is none on money. */
export function moneyTerms({ guarantee, budget, amountCap }: Target): MoneyTerms | null {
  return guarantee === 'cost' && budget !== undefined && amountCap !== undefined
    ? { budget, amountCap }
    : null;
}

/** The promise on money, and what it rests on. */
export function costSentences(
  certified: Reach,
  target: Target,
  { budget, amountCap }: MoneyTerms,
  certificate: Pick<Certificate, 'reviewed' | 'errors'>,
  { weights }: ReviewMix,
): string[] {
  const certain = percentExact(Math.min(1 - target.delta, 1 - 1e-12));
  const lost = moneyUp(certified.risk * amountCap, certified.riskUpper * amountCap);
  const weighed = weights === 'even' ? '' : ", weighted by each one's chance of review";
  return [
    `${confidenceOf(certified)} the AI would take ${percentNear(certified.coverage)} % of the decisions alone; one of these would lose at most ${moneyUp(certified.riskUpper * amountCap, budget)} on average (${certain} % certain; the budget is ${money(budget)}).`,
    `This rests on ${count(certificate.reviewed)} reviewed decisions at or above that threshold${belowThat(certified)}, of which ${count(certificate.errors)} lost money: ${lost} a decision on average${weighed}.`,
    capSentence(amountCap),
  ];
}

/** How a loss is counted. */
export function capSentence(amountCap: number): string {
  return `A decision loses its severity times its amount, and counts for ${money(amountCap)} at most, or where its amount is not known for as much times its severity.`;
}

/** What one decision may lose on average, beside the budget. */
export function moneyOfBound(share: number, { budget, amountCap }: MoneyTerms): string {
  return `one decision would lose at most ${moneyUp(share * amountCap, budget)} on average; the budget is ${money(budget)}`;
}

/** Money as it was set. */
export function money(value: number): string {
  const [whole = '', part] = plain(value.toFixed(6)).split('.');
  return part === undefined ? count(Number(whole)) : `${count(Number(whole))}.${part.padEnd(2, '0')}`;
}

/** Money rounded up to the cent, or finer where it would otherwise read as the limit that it stays below. */
function moneyUp(value: number, limit: number): string {
  for (let digits = 2; digits <= 6; digits += 1) {
    const steps = Math.ceil(value * 10 ** digits - 1e-8);
    if (value >= limit || steps < limit * 10 ** digits - 1e-8) return money(steps / 10 ** digits);
  }
  return money(limit);
}
