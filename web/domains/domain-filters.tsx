import { useMemo } from 'preact/hooks';
import { LEVEL_WORDS } from '../../src/charts/level-words.ts';
import type { Filters } from '../address/use-filters.ts';
import { ChoiceFilter, TextFilter } from '../parts/filter-fields.tsx';
import { ACTION_WORDS } from './domain-columns.tsx';
import type { DomainRow } from './domain-row.ts';

/** The rows that the filters in the address leave. */
export function useFiltered(rows: readonly DomainRow[], { get }: Filters): readonly DomainRow[] {
  const [text, action, level] = [get('text').trim().toLowerCase(), get('action'), get('level')];
  return useMemo(
    () =>
      rows.filter(
        (row) =>
          (text === '' || `${row.domain}\n${row.model}`.toLowerCase().includes(text)) &&
          (action === '' || row.action === action) &&
          (level === '' || row.level === level),
      ),
    [rows, text, action, level],
  );
}

/** Names of the filters of the table of domains. */
export const DOMAIN_FILTERS = ['text', 'action', 'level'] as const;

/** Fields for the filters of the table of domains. */
export function DomainFilters({ filters }: { readonly filters: Filters }) {
  return (
    <>
      <TextFilter label="Domain or model" name="text" filters={filters} />
      <ChoiceFilter label="What is next" name="action" filters={filters} words={ACTION_WORDS} />
      <ChoiceFilter label="Level" name="level" filters={filters} words={LEVEL_WORDS} />
    </>
  );
}
