import { useMemo } from 'preact/hooks';
import { STATE_WORDS } from '../../src/reports/packet/vote-words.ts';
import type { Filters } from '../address/use-filters.ts';
import { ChoiceFilter, TextFilter } from '../parts/filter-fields.tsx';
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

/** Names of the filters of the table of proposals. */
export const PROPOSAL_FILTERS = ['text', 'state', 'waits'] as const;
const WAITS = { me: 'by me', any: 'by anybody' };

/** Fields for the filters of the table of proposals. */
export function ProposalFilters({ filters }: { readonly filters: Filters }) {
  return (
    <>
      <TextFilter label="Domain, author or number" name="text" filters={filters} />
      <ChoiceFilter label="To be decided" name="waits" filters={filters} words={WAITS} none="all" />
      <ChoiceFilter label="State" name="state" filters={filters} words={STATE_WORDS} />
    </>
  );
}
