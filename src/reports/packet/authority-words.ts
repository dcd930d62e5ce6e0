import { amountText } from '../../contracts/figures.ts';
import type { Authority } from '../../contracts/policy.ts';
import { visible } from '../figures.ts';
import { inHundred, listed, sure } from './words.ts';

/** What the AI may do, for people who never heard of a threshold. `coverage` is the share of all decisions. */
export function authorityWords(authority: Authority | null, coverage: number, may: 'may' | 'would'): string {
  const { autonomous = null, onTheLoop = null } = authority ?? {};
  const lowest = onTheLoop ?? autonomous;
  if (lowest === null)
    return 'No authority is in force: a person decides every case, and the AI only suggests.';
  const [acts, check, waits] =
    may === 'may' ? ['acts', 'check', 'waits'] : ['would act', 'would check', 'would wait'];
  const whole = `The AI ${acts} without asking when it says that it is at least ${sure(lowest.threshold)} % sure of its answer: ${inHundred(coverage)} of 100 decisions.`;
  const audits =
    autonomous !== null && onTheLoop !== null
      ? `Afterwards people ${check} ${inHundred(onTheLoop.auditRate)} of 100 of these, chosen by chance; from ${sure(autonomous.threshold)} % sure on, ${inHundred(autonomous.auditRate)} of 100.`
      : `Afterwards people ${check} ${inHundred(lowest.auditRate)} of 100 of these, chosen by chance.`;
  return `${whole} ${audits} Everything else ${waits} for a person.`;
}

/** What goes to a person whatever the AI says of itself; empty where nothing is named. */
export function keptForPeople({ alwaysReview, maxAmount, excluded }: Authority): string[] {
  return [
    ...(alwaysReview.length === 0 ? [] : [`decisions marked ${listed(alwaysReview)}`]),
    ...(maxAmount === null ? [] : [`amounts over ${amountText(maxAmount)}`]),
    ...excluded.map(({ column, value }) => `decisions where ${visible(column)} is ${visible(value)}`),
  ];
}
