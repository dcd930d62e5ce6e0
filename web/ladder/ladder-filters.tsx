import { useMemo } from 'preact/hooks';
import type { Filters } from '../address/use-filters.ts';
import { LEVEL_WORDS } from '../parts/level-badge.tsx';
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

/** Fields for the filters of the ladder. */
export function LadderFilters({ filters: { get, set } }: { readonly filters: Filters }) {
  return (
    <search class="filters">
      <label>
        Domain
        <input
          type="search"
          value={get('text')}
          onInput={({ currentTarget }) => set({ text: currentTarget.value })}
        />
      </label>
      <label>
        Level
        <select value={get('level')} onChange={({ currentTarget }) => set({ level: currentTarget.value })}>
          <option value="">any</option>
          {Object.entries(LEVEL_WORDS).map(([level, words]) => (
            <option key={level} value={level}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}
