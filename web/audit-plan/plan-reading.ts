import type { AuditPlanReport } from '../../src/contracts/audit-plan.ts';
import { count, counted } from '../../src/contracts/figures.ts';
import { visible } from '../../src/contracts/visible.ts';
import { meanText } from '../../src/reports/audit-plan-row.ts';
import type { PlanRow } from './plan-row.ts';

/** What to review next, in a sentence, and what all of it takes. */
export function planReading(
  { week, by, weeklyBudget }: AuditPlanReport,
  rows: readonly PlanRow[],
): readonly [next: string, takes: string] {
  const reachable = rows.filter(({ status }) => status === 'reachable');
  const [first] = reachable;
  const aim = [
    weeklyBudget === null ? '' : `, of ${count(weeklyBudget)} that there may be`,
    by === null ? '' : `, so that verdicts are there by ${by.slice(0, 10)}`,
  ].join('');
  const takes = `In the first week all of it takes about ${meanText(week.expected)} reviews${aim}; in 95 of 100 draws ${count(week.low)} to ${count(week.high)}.`;
  if (first === undefined)
    return [
      `In none of ${counted(rows.length, 'domain')} do more reviews bring more authority; what is there is kept at the smallest rates.`,
      takes,
    ];
  const many = `${count(reachable.length)} of ${counted(rows.length, 'domain')}`;
  return [
    `Review ${visible(first.domain)} next: there a verdict brings the most. More reviews bring more authority in ${many}.`,
    `${first.reason} ${takes}`,
  ];
}
