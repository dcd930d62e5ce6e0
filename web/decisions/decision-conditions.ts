import type { Filters } from '../address/use-filters.ts';

/** What people said, as a filter has it, and how that is called. */
export const VERDICT_FILTERS: Readonly<Record<string, string>> = {
  judged: 'reviewed',
  none: 'not reviewed',
  wrong: 'wrong',
  agree: 'right',
  edit: 'edited',
  override: 'overridden',
  unsure: 'unsure',
};

/** The filters that have fields of their own; `where` has all others, a line each. */
export const DECISION_FILTERS = [
  ...['verdict', 'from', 'to', 'model', 'trigger', 'since', 'until', 'where', 'after'],
] as const;

/** What an address asks of the decisions of a domain, as the route takes it. */
export function conditionsIn(filters: Filters): string[] {
  const one = (name: string, condition: (value: string) => string): string[] => {
    const value = filters.get(name);
    return value === '' ? [] : [condition(value)];
  };
  return [
    ...one('verdict', (value) => (value === 'judged' ? 'verdict!=none' : `verdict=${value}`)),
    ...one('from', (value) => `confidence>=${value}`),
    ...one('to', (value) => `confidence<=${value}`),
    ...one('model', (value) => `model=${value}`),
    ...one('trigger', (value) => `trigger=${value}`),
    ...one('since', (value) => `decided_at>=${value}T00:00:00Z`),
    ...one('until', (value) => `decided_at<${value}T00:00:00Z`),
    ...othersIn(filters),
  ];
}

/** The conditions that no field has. */
export function othersIn({ get }: Filters): string[] {
  return get('where')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
