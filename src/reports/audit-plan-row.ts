import type { AuditPlanReport, DomainAuditPlan, ReviewCount } from '../contracts/audit-plan.ts';
import { percentExact } from '../contracts/figures.ts';
import { count, counted, percent, threshold, visible } from './figures.ts';

/** One domain's plan as the cells of one line; the same in every table. */
export interface AuditPlanRow {
  readonly domain: string;
  readonly model: string;
  readonly from: string;
  readonly adds: string;
  readonly verdicts: string;
  readonly rate: string;
  readonly week: string;
  readonly ready: string;
}

export const AUDIT_PLAN_HEADINGS: Readonly<Record<keyof AuditPlanRow, string>> = {
  domain: 'domain',
  model: 'model',
  from: 'review from',
  adds: 'adds a day',
  verdicts: 'verdicts',
  rate: 'audit rate',
  week: 'reviews a week',
  ready: 'ready',
};

export function auditPlanRow(one: DomainAuditPlan): AuditPlanRow {
  return {
    domain: visible(one.domain),
    model: visible(one.model),
    from: threshold(one.threshold),
    adds: one.status === 'reachable' ? meanText(one.adds) : '–',
    verdicts: one.need === null ? '–' : `${count(one.have)} of ${count(one.need)}`,
    rate: percent(one.rate),
    week: one.week === null ? '–' : range(one.week),
    ready: readyText(one),
  };
}

/** What was planned for, what it takes, and how the rates are to be used: the lines below a table. */
export function auditPlanNotes(report: AuditPlanReport): string[] {
  const { by, weeklyBudget, givenRate, week, draw, domains } = report;
  const aim = [
    weeklyBudget === null ? '' : `within ${count(weeklyBudget)} reviews a week`,
    givenRate === null ? '' : `at an audit rate of ${percentExact(givenRate)} %`,
    by === null ? '' : `by ${by.slice(0, 10)}`,
  ].filter((part) => part !== '');
  const notes = [
    `Planned ${aim.join(', ')}: ${range(week)} reviews in the first week (expected, and where 95 of 100 draws end). Adds: decisions that the AI would newly take alone.`,
  ];
  if (domains.some((one) => one.turn !== null))
    notes.push('The budget goes first to the domain that gains most decisions a day per missing review.');
  if (domains.some((one) => one.rate !== null)) {
    notes.push(
      'A rate is the chance of a coin tossed for each decision from there on, whatever its content. Record it in review_probability whether it was drawn or not, and 1 on decisions that people see anyway, as those below: where one lacks it, the choice is unknown. A new rate needs a new name in policy, else the smallest weighs all.',
    );
  }
  const [waiting, tossed] = (['waiting', 'tossed'] as const).map((key) =>
    domains.reduce((sum, one) => sum + one[key], 0),
  ) as [number, number];
  if (draw !== null) {
    notes.push(
      `${drawnText(draw)}, and ${count(draw.due)} are due anyway: those to review stand in ${visible(draw.file)}.`,
    );
  } else if (waiting > 0) {
    notes.push(
      `${count(waiting)} decisions can be drawn from now: --draw FILE --seed WORD lists those to review.`,
    );
  }
  if (tossed > 0) {
    notes.push(
      `${count(tossed)} decisions without verdict have their coin behind them (review_probability below 1): they keep that probability and are not tossed again, which would change it.`,
    );
  }
  return notes;
}

function drawnText({ drawn, tossed }: NonNullable<AuditPlanReport['draw']>): string {
  if (tossed === 0) return 'No decision waits for its coin';
  return `${count(drawn)} of ${count(tossed)} decisions that waited for their coin were drawn (record the probability on the others too)`;
}

function readyText(one: DomainAuditPlan): string {
  switch (one.status) {
    case 'kept':
      return 'no lower threshold in reach: the smallest rate';
    case 'out-of-reach':
      return WHY_NOT[one.refusal ?? ''] ?? 'more reviews bring nothing here';
    case 'reachable': {
      if (one.days === null || one.readyAt === null) return 'not within ten years';
      const days = Math.ceil(one.days);
      const late = one.inTime === false ? (one.rate === 1 ? ', too late at any rate' : ', too late') : '';
      return `${one.readyAt.slice(0, 10)}, ${counted(days, 'day')}${late}`;
    }
  }
}

const WHY_NOT: Readonly<Record<string, string>> = {
  selection_unknown: 'how reviews were chosen is unknown',
  no_threshold_can_pass: 'no threshold can pass: reviews do not help',
  insufficient_verdicts: 'at the error rate so far no number would do',
  reviewer_quality: 'reviewers follow the answers that they see',
  stale_data: 'the record is too old',
  drifted: 'errors have risen: begin anew',
};

function range({ expected, low, high }: ReviewCount): string {
  return low === high ? meanText(expected) : `${meanText(expected)} (${count(low)}–${count(high)})`;
}

/** A mean: whole from ten on. */
export function meanText(value: number): string {
  return value >= 9.95 ? count(Math.round(value)) : value.toFixed(1).replace(/\.0$/, '');
}
