import { useMemo } from 'preact/hooks';
import { STATE_WORDS } from '../../src/reports/packet/vote-words.ts';
import type { Filters } from '../address/use-filters.ts';
import type { ProposalRow } from './proposal-row.ts';

/** The rows that the filters in the address leave. */
export function useFilteredProposals(rows: readonly ProposalRow[], { get }: Filters): readonly ProposalRow[] {
  const [text, state, waits] = [get('text').trim().toLowerCase(), get('state'), get('waits')];
  return useMemo(
    () =>
      rows.filter(
        (row) =>
          (text === '' || `${row.domain}\n${row.author}\n${row.id}`.toLowerCase().includes(text)) &&
          (state === '' || row.state === stateWords(state)) &&
          (waits === '' || (waits === 'me' ? row.waits !== null : row.isPending)),
      ),
    [rows, text, state, waits],
  );
}

function stateWords(state: string): string {
  return Object.entries(STATE_WORDS).find(([name]) => name === state)?.[1] ?? '';
}

/** Fields for the filters of the table of proposals. */
export function ProposalFilters({ filters: { get, set } }: { readonly filters: Filters }) {
  return (
    <search class="filters">
      <label>
        Domain, author or number
        <input
          type="search"
          value={get('text')}
          onInput={({ currentTarget }) => set({ text: currentTarget.value })}
        />
      </label>
      <label>
        To be decided
        <select value={get('waits')} onChange={({ currentTarget }) => set({ waits: currentTarget.value })}>
          <option value="">all</option>
          <option value="me">by me</option>
          <option value="any">by anybody</option>
        </select>
      </label>
      <label>
        State
        <select value={get('state')} onChange={({ currentTarget }) => set({ state: currentTarget.value })}>
          <option value="">any</option>
          {Object.entries(STATE_WORDS).map(([state, words]) => (
            <option key={state} value={state}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}
