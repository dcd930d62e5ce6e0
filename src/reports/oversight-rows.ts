import type { Oversight, OversightCounts, RoleOversight } from '../contracts/oversight.ts';

type Cell = string | number | null;

/** What a row is of; empty cells stand for all. */
interface OversightKey {
  readonly by: 'all' | 'level' | 'domain' | 'trigger' | 'role';
  readonly domain?: string;
  readonly level?: string;
  readonly trigger?: string;
  readonly role?: string;
}

const KEYS = ['by', 'domain', 'level', 'trigger', 'role'] as const;
const COUNTED = {
  decisions: 'decisions',
  judged: 'judged',
  reviewers: 'reviewers',
  verdicts: 'verdicts',
  agreed: 'agreed',
  edited: 'edited',
  overridden: 'overridden',
  unsure: 'unsure',
  due: 'due',
  pending: 'pending',
  overdue: 'overdue',
  medianHours: 'median_hours',
  p90Hours: 'p90_hours',
  blindShare: 'blind_share',
} as const;

/** Said of a level that no decision recorded. */
export const NO_LEVEL = '(not recorded)';

/** Everything in one table, headings first: each row says by what it counts. */
export function oversightRows(oversight: Oversight): Cell[][] {
  const { total, byLevel, byDomain, byTrigger, byRole } = oversight;
  return [
    [...KEYS, ...Object.values(COUNTED)],
    row({ by: 'all' }, total),
    ...byLevel.map((one) => row({ by: 'level', level: one.level ?? NO_LEVEL }, one)),
    ...byDomain.map((one) => row({ by: 'domain', domain: one.domain, level: one.level ?? NO_LEVEL }, one)),
    ...byTrigger.map((one) => row({ by: 'trigger', trigger: one.trigger }, one)),
    ...byRole.map((one) => row({ by: 'role', role: one.role }, one)),
  ];
}

function row(key: OversightKey, counts: Partial<OversightCounts & RoleOversight>): Cell[] {
  const names = Object.keys(COUNTED) as (keyof typeof COUNTED)[];
  return [...KEYS.map((name) => key[name] ?? null), ...names.map((name) => counts[name] ?? null)];
}
