import type { Filters } from '../address/use-filters.ts';

interface FieldProps {
  readonly label: string;
  /** Of the filter in the address. */
  readonly name: string;
  readonly filters: Filters;
}

/** A field for a text that rows have in them. */
export function TextFilter({ label, name, filters: { get, set } }: FieldProps) {
  return (
    <label>
      {label}
      <input
        type="search"
        value={get(name)}
        onInput={({ currentTarget }) => set({ [name]: currentTarget.value })}
      />
    </label>
  );
}

interface ChoiceProps extends FieldProps {
  /** What there is to choose, with its words. */
  readonly words: Readonly<Record<string, string>>;
  /** What is said of no choice. */
  readonly none?: string;
}

/** A field for one of a few values. */
export function ChoiceFilter({ label, name, filters: { get, set }, words, none = 'any' }: ChoiceProps) {
  return (
    <label>
      {label}
      <select value={get(name)} onChange={({ currentTarget }) => set({ [name]: currentTarget.value })}>
        <option value="">{none}</option>
        {Object.entries(words).map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
