import { useState } from 'preact/hooks';
import { visible } from '../../src/contracts/visible.ts';
import type { Filters } from '../address/use-filters.ts';
import { othersIn, VERDICT_FILTERS } from './decision-conditions.ts';

/** Fields for what decisions may be told apart by; each is looked for once it is typed, and from its first page on. */
export function DecisionFilters({ filters }: { readonly filters: Filters }) {
  const { get } = filters;
  const set = (name: string, value: string): void => filters.set({ [name]: value, after: '' });
  const field = (name: string, words: string, type: 'search' | 'date' | 'number') => (
    <label>
      {words}
      <input
        type={type}
        {...(type === 'number' && { min: 0, max: 1, step: 'any', inputMode: 'decimal' })}
        value={get(name)}
        onChange={({ currentTarget }) => set(name, currentTarget.value)}
      />
    </label>
  );
  return (
    <>
      <search class="filters">
        <label>
          People say
          <select
            value={get('verdict')}
            onChange={({ currentTarget }) => set('verdict', currentTarget.value)}
          >
            <option value="">anything or nothing</option>
            {Object.entries(VERDICT_FILTERS).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
        {field('from', 'Confidence from', 'number')}
        {field('to', 'Confidence to', 'number')}
        {field('trigger', 'Trigger', 'search')}
        {field('model', 'Model', 'search')}
        {field('since', 'From this day on', 'date')}
        {field('until', 'Before this day', 'date')}
      </search>
      <Others filters={filters} onChange={(lines) => set('where', lines.join('\n'))} />
    </>
  );
}

interface OthersProps {
  readonly filters: Filters;
  readonly onChange: (lines: readonly string[]) => void;
}

/** Conditions that no field has, each to be taken away, and room for one more. */
function Others({ filters, onChange }: OthersProps) {
  const lines = othersIn(filters);
  const [more, setMore] = useState('');
  return (
    <form
      class="conditions"
      aria-label="Other conditions"
      onSubmit={(event) => {
        event.preventDefault();
        if (more.trim() !== '') onChange([...lines, more.trim()]);
        setMore('');
      }}
    >
      {lines.length > 0 && (
        <ul>
          {lines.map((line, place) => (
            <li key={line}>
              <code>{visible(line)}</code>
              <button
                type="button"
                class="quiet"
                aria-label={`Take away ${visible(line)}`}
                onClick={() => onChange(lines.filter((_, other) => other !== place))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <label>
        Another condition
        <input
          type="text"
          value={more}
          placeholder="segment.language=de"
          onInput={({ currentTarget }) => setMore(currentTarget.value)}
        />
      </label>
      <button type="submit">Add</button>
    </form>
  );
}
