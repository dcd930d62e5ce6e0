import { useMemo } from 'preact/hooks';
import { LEVEL_WORDS } from '../../src/charts/level-words.ts';
import type { Filters } from '../address/use-filters.ts';
import { ChoiceFilter, TextFilter } from '../parts/filter-fields.tsx';
import type { LadderRow } from './ladder-row.ts';

/** The rows that the filters in the address leave. */
export function useFilteredLadder(rows: readonly LadderRow[], { get }: Filters): readonly LadderRow[] {
  const [text, level] = [get('text').trim().toLowerCase(), get('level')];
  return useMemo(
    () =>
      rows.filter(
        (row) =>
          (text === '' || row.domain.toLowerCase().includes(text)) && (level === '' || row.level === level),
      ),
    [rows, text, level],
  );
}

/** Names of the filters of the ladder. */
export const LADDER_FILTERS = ['text', 'level'] as const;

/** Fields for the filters of the ladder. */
export function LadderFilters({ filters }: { readonly filters: Filters }) {
  return (
    <>
      <TextFilter label="Domain" name="text" filters={filters} />
      <ChoiceFilter label="Level" name="level" filters={filters} words={LEVEL_WORDS} />
    </>
  );
}
