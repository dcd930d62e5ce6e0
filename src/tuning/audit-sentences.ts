import type { DomainAuditPlan } from '../contracts/audit-plan.ts';
import { count, counted, percentExact, percentNear, thresholdText } from '../contracts/figures.ts';

/** What a domain's plan says to a person, or why reviews bring it no further. */
export function auditSentence(plan: Omit<DomainAuditPlan, 'reason'>): string {
  if (plan.status === 'out-of-reach') return outOfReach(plan);
  const from = thresholdText(plan.threshold ?? 0);
  if (plan.status === 'kept') {
    return `Certified from ${from} on, and no lower threshold is in reach at the error rates seen there; audits stay at the smallest rate, ${percentExact(plan.minAuditRate)} %.`;
  }
  const { have, missing, rate, turn } = plan;
  const so = `${count(have)} of about ${count(have + (missing ?? 0))} verdicts at or above ${from} are there.`;
  const order = turn === null ? '' : ` Number ${turn} in line for the budget.`;
  return `${so} Each decision there reviewed with probability ${percentNear(rate ?? 0)} %, ${when(plan)}${order}${waitingText(plan)}`;
}

function when({ days, readyAt, inTime, rate }: Omit<DomainAuditPlan, 'reason'>): string {
  if (days === null || readyAt === null) return 'the rest does not come within ten years.';
  const about = `the rest is expected in about ${count(Math.ceil(days))} ${Math.ceil(days) === 1 ? 'day' : 'days'}, on ${readyAt.slice(0, 10)}`;
  if (inTime !== false) return `${about}.`;
  return rate === 1 ? `${about}: too late, and no rate is faster.` : `${about}: later than asked for.`;
}

function waitingText({ waiting, due }: Omit<DomainAuditPlan, 'reason'>): string {
  const [waits, one] = [waiting > 0 ? ` ${decisions(waiting)} there can be drawn from now.` : '', due === 1];
  return due === 0 ? waits : `${waits} ${decisions(due)} there ${one ? 'is' : 'are'} due for review already.`;
}

function decisions(many: number): string {
  return counted(many, 'decision');
}

function outOfReach({ refusal, have }: Omit<DomainAuditPlan, 'reason'>): string {
  switch (refusal) {
    case 'selection_unknown':
      return 'Some decisions were reviewed and nothing says how they were chosen, so neither they nor more of them count. Record review_probability, or declare the rate if they were drawn by chance; a new model begins anew.';
    case 'no_threshold_can_pass':
      return 'No threshold can pass: the error rate is not clearly below the limit at any of them. More reviews are not expected to help; a better AI or another limit would.';
    case 'insufficient_verdicts':
      return have === 0
        ? 'No decision may be taken by the AI here, so there is nothing to review for it.'
        : `At the error rate seen so far (${count(have)} verdicts) no number of reviews would do; it is not certain yet that none can.`;
    case 'drifted':
      return 'Errors have risen above the limit in the course of the record, so what was good before says nothing of today; begin anew with the decisions since then.';
    case 'reviewer_quality':
      return 'Reviewers change clearly more of the answers blind than in sight of them, so more verdicts in sight bring nothing; review blind, and again what was judged in sight.';
    case 'stale_data':
      return 'The record is too old to speak for today; give a newer export first.';
    default:
      return 'More reviews alone bring no authority here.';
  }
}
