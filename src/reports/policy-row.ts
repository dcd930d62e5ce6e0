import type { PolicyRecord } from '../contracts/governance.ts';
import type { Rung } from '../contracts/policy.ts';
import { percent, threshold, visible } from './figures.ts';

/** One policy as the cells of one line. */
export interface PolicyRow {
  readonly domain: string;
  readonly version: string;
  readonly model: string;
  readonly autonomous: string;
  readonly onTheLoop: string;
  readonly amount: string;
  readonly approvedBy: string;
  readonly from: string;
  readonly until: string;
  readonly state: string;
}

export const POLICY_HEADINGS: Readonly<Record<keyof PolicyRow, string>> = {
  domain: 'domain',
  version: 'version',
  model: 'model',
  autonomous: 'autonomous from (audited)',
  onTheLoop: 'on the loop from (audited)',
  amount: 'up to amount',
  approvedBy: 'approved by',
  from: 'from',
  until: 'until',
  state: 'state',
};

/** @param now ISO time: whether it is in force */
export function policyRow({ policy, ended }: PolicyRecord, now: string): PolicyRow {
  const isOver = Date.parse(policy.expiresAt) <= Date.parse(now);
  return {
    ...{ domain: visible(policy.domain), version: String(policy.version), model: visible(policy.model) },
    ...{ autonomous: rungText(policy.autonomous), onTheLoop: rungText(policy.onTheLoop) },
    amount: policy.maxAmount === null ? '–' : String(policy.maxAmount),
    approvedBy: policy.approvedBy.map(visible).join(', '),
    ...{ from: policy.validFrom.slice(0, 10), until: (ended?.at ?? policy.expiresAt).slice(0, 10) },
    state: ended?.by ?? (isOver ? 'expired' : 'in force'),
  };
}

/** From which confidence on, and which share of it is audited. */
export function rungText(one: Rung | null): string {
  return one === null ? '–' : `${threshold(one.threshold)} (${percent(one.auditRate)})`;
}
