import type { Filters } from '../address/use-filters.ts';
import { EVENT_TYPES } from './event-sentence.ts';

const NAMES = ['type', 'subject', 'since', 'until', 'before'] as const;
/** Entries on one page. */
export const LEDGER_PAGE = 100;

/** What the address asks of the ledger, as the route takes it: days become times. */
export function ledgerQuery({ get }: Filters): string {
  const query = new URLSearchParams({ limit: String(LEDGER_PAGE) });
  for (const name of NAMES) {
    const value = get(name);
    if (value !== '') query.set(name, name === 'since' || name === 'until' ? `${value}T00:00:00Z` : value);
  }
  return query.toString();
}

/** Whether anything but all of it is asked for. */
export function isFiltered({ get }: Filters): boolean {
  return NAMES.some((name) => get(name) !== '');
}

/** Fields for the filters of the ledger. A subject is looked for once it is typed, and not letter by letter. */
export function LedgerFilters({ filters: { get, set } }: { readonly filters: Filters }) {
  return (
    <search class="filters">
      <label>
        What happened
        <select
          value={get('type')}
          onChange={({ currentTarget }) => set({ type: currentTarget.value, before: '' })}
        >
          <option value="">anything</option>
          {EVENT_TYPES.map((type) => (
            <option key={type} value={type}>
              {type.replace('.', ' ')}
            </option>
          ))}
        </select>
      </label>
      <label>
        To which domain, proposal or key
        <input
          type="search"
          value={get('subject')}
          onChange={({ currentTarget }) => set({ subject: currentTarget.value, before: '' })}
        />
      </label>
      <label>
        From this day on
        <input
          type="date"
          value={get('since')}
          onChange={({ currentTarget }) => set({ since: currentTarget.value, before: '' })}
        />
      </label>
      <label>
        Before this day
        <input
          type="date"
          value={get('until')}
          onChange={({ currentTarget }) => set({ until: currentTarget.value, before: '' })}
        />
      </label>
    </search>
  );
}
