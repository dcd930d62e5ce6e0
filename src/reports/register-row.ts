import { amountText } from '../contracts/figures.ts';
import type { RegisterEntry } from '../contracts/register.ts';
import { visible } from './figures.ts';
import { rungText } from './policy-row.ts';

/** One domain as the cells of one line. */
export interface RegisterRow {
  readonly domain: string;
  readonly level: string;
  readonly autonomous: string;
  readonly onTheLoop: string;
  readonly amount: string;
  readonly model: string;
  readonly version: string;
  readonly approvedBy: string;
  readonly since: string;
  readonly until: string;
  readonly floor: string;
  readonly alarm: string;
}

export const REGISTER_HEADINGS: Readonly<Record<keyof RegisterRow, string>> = {
  domain: 'domain',
  level: 'level',
  autonomous: 'autonomous from (audited)',
  onTheLoop: 'on the loop from (audited)',
  amount: 'up to amount',
  model: 'model',
  version: 'version',
  approvedBy: 'approved by',
  since: 'since',
  until: 'until',
  floor: 'floor',
  alarm: 'last alarm',
};

export function registerRow(entry: RegisterEntry): RegisterRow {
  const { domain, level, autonomous, onTheLoop, maxAmount, model, version, approvedBy } = entry;
  const { since, until, floor, lastAlarm } = entry;
  return {
    ...{ domain: visible(domain), level, autonomous: rungText(autonomous), onTheLoop: rungText(onTheLoop) },
    ...{ amount: maxAmount === null ? '–' : amountText(maxAmount), model: visible(model ?? '–') },
    ...{ version: version === null ? '–' : String(version) },
    approvedBy: approvedBy.map(visible).join(', ') || '–',
    ...{ since: since?.slice(0, 10) ?? '–', until: until?.slice(0, 10) ?? '–' },
    floor:
      floor === null
        ? '–'
        : `${visible(floor.reason)} (${visible(floor.owner)}${floor.legalSource === null ? '' : `; ${visible(floor.legalSource)}`})`,
    alarm:
      lastAlarm === null
        ? '–'
        : `${lastAlarm.raisedAt.slice(0, 10)} ${visible(lastAlarm.reason)}, ${lastAlarm.reviewed === null ? 'not reviewed' : 'reviewed'}`,
  };
}

type Cell = string | number | null;

/** Every fact in a column of its own, for spreadsheets; a list is joined by `|`. */
export const REGISTER_COLUMNS: Readonly<Record<string, (entry: RegisterEntry) => Cell>> = {
  domain: ({ domain }) => domain,
  level: ({ level }) => level,
  autonomous_threshold: ({ autonomous }) => autonomous?.threshold ?? null,
  autonomous_audit_rate: ({ autonomous }) => autonomous?.auditRate ?? null,
  on_the_loop_threshold: ({ onTheLoop }) => onTheLoop?.threshold ?? null,
  on_the_loop_audit_rate: ({ onTheLoop }) => onTheLoop?.auditRate ?? null,
  max_amount: ({ maxAmount }) => maxAmount,
  always_review: ({ alwaysReview }) => alwaysReview.join('|'),
  excluded: ({ excluded }) => excluded.map(({ column, value }) => `${column}=${value}`).join('|'),
  model: ({ model }) => model,
  policy_version: ({ version }) => version,
  proposal: ({ proposal }) => proposal,
  standing_plan: ({ plan }) => plan,
  approved_by: ({ approvedBy }) => approvedBy.join('|'),
  since: ({ since }) => since,
  until: ({ until }) => until,
  floor_reason: ({ floor }) => floor?.reason ?? null,
  floor_owner: ({ floor }) => floor?.owner ?? null,
  floor_legal_source: ({ floor }) => floor?.legalSource ?? null,
  last_alarm_at: ({ lastAlarm }) => lastAlarm?.raisedAt ?? null,
  last_alarm_reason: ({ lastAlarm }) => lastAlarm?.reason ?? null,
  last_alarm_reviewed_by: ({ lastAlarm }) => lastAlarm?.reviewed?.by ?? null,
};
