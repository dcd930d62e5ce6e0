import type { Guarantee } from './certificate.ts';

interface MoneyRules {
  readonly guarantee: Guarantee;
  readonly budget?: number | undefined;
  readonly amountCap?: number | undefined;
}

/** What a promise on money lacks; null where nothing is missing, or none is made. */
export function moneyFault({ guarantee, budget, amountCap }: MoneyRules): string | null {
  if (guarantee !== 'cost') return null;
  if (budget === undefined || amountCap === undefined)
    return 'cost needs budget (money that a decision may lose on average) and amountCap (the most that one counts for); give both, for example budget: 2 and amountCap: 500';
  return budget > 0 && budget < amountCap
    ? null
    : `cost needs a budget above 0 and below amountCap, not ${budget} and ${amountCap}; a budget as high as the cap limits nothing`;
}
