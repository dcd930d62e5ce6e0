import type { AuditQueueAsk } from '../../src/contracts/audit-plan.ts';
import type { Filters } from '../address/use-filters.ts';

/** What a plan is for: a date, a number of reviews a week or one rate; without any of them four weeks. */
export type PlanAsk = Pick<AuditQueueAsk, 'by' | 'budget' | 'rate'>;

/** What the address plans for: a day becomes a time. */
export function planAsk({ get }: Filters): PlanAsk {
  const [by, budget, rate] = [get('by'), get('budget'), get('rate')];
  return {
    ...(by !== '' && { by: `${by}T00:00:00Z` }),
    ...(budget !== '' && { budget: Number(budget) }),
    ...(rate !== '' && { rate: Number(rate) }),
  };
}

/** The same as the route takes it. */
export function planQuery(asked: PlanAsk): string {
  return new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)])).toString();
}
