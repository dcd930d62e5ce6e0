import { useMemo } from 'preact/hooks';
import type { Filters } from '../address/use-filters.ts';
import { LEVEL_WORDS } from '../parts/level-badge.tsx';
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

/** Fields for the filters of the table of domains. */
export function DomainFilters({ filters: { get, set } }: { readonly filters: Filters }) {
  return (
    <search class="filters">
      <label>
        Domain or model
        <input
          type="search"
          value={get('text')}
          onInput={({ currentTarget }) => set({ text: currentTarget.value })}
        />
      </label>
      <Choice
        name="What is next"
        value={get('action')}
        words={ACTION_WORDS}
        onChoose={(action) => set({ action })}
      />
      <Choice name="Level" value={get('level')} words={LEVEL_WORDS} onChoose={(level) => set({ level })} />
    </search>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly words: Readonly<Record<string, string>>;
  readonly onChoose: (value: string) => void;
}

function Choice({ name, value, words, onChoose }: ChoiceProps) {
  return (
    <label>
      {name}
      <select value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        <option value="">any</option>
        {Object.entries(words).map(([one, word]) => (
          <option key={one} value={one}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
