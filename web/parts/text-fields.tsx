interface TextFieldProps {
  readonly words: string;
  /** What is to be said there, smaller beneath the words. */
  readonly hint?: string;
  readonly value: string;
  readonly most: number;
  readonly isNeeded?: boolean;
  readonly onInput: (value: string) => void;
}

/** A field of several lines. */
export function LongField({ words, hint, value, most, isNeeded = false, onInput }: TextFieldProps) {
  return (
    <label>
      {words}
      {hint !== undefined && <small>{hint}</small>}
      <textarea
        rows={3}
        value={value}
        maxLength={most}
        required={isNeeded}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </label>
  );
}

/** A field of one line. */
export function ShortField({ words, hint, value, most, isNeeded = false, onInput }: TextFieldProps) {
  return (
    <label>
      {words}
      {hint !== undefined && <small>{hint}</small>}
      <input
        type="text"
        value={value}
        maxLength={most}
        required={isNeeded}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </label>
  );
}

interface NumberFieldProps {
  readonly words: string;
  readonly hint?: string;
  /** As it was typed; empty for none. */
  readonly value: string;
  readonly least: number;
  readonly most?: number;
  readonly isNeeded?: boolean;
  readonly onInput: (value: string) => void;
}

/** A field for a number of any number of digits. */
export function NumberField({
  words,
  hint,
  value,
  least,
  most,
  isNeeded = false,
  onInput,
}: NumberFieldProps) {
  return (
    <label>
      {words}
      {hint !== undefined && <small>{hint}</small>}
      <input
        type="number"
        inputMode="decimal"
        step="any"
        min={least}
        max={most}
        value={value}
        required={isNeeded}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </label>
  );
}
