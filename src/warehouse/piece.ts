/** A piece of SQL in the words of some engine. What came from outside enters it through a dialect's `id` and `text` only. */
export interface Piece {
  readonly sql: string;
}

/** SQL with other pieces, and whole or finite numbers, in its gaps; a bare text is none of them. */
export function piece(strings: TemplateStringsArray, ...values: readonly (Piece | number)[]): Piece {
  const shown = values.map((value) => (typeof value === 'number' ? number(value) : value.sql));
  return { sql: strings.reduce((all, part, index) => `${all}${shown[index - 1] ?? ''}${part}`) };
}

/** WARNING: enters SQL as it stands. Only for constants of this code. */
export function plain(constant: string): Piece {
  return { sql: constant };
}

export function joined(pieces: readonly Piece[], separator: string): Piece {
  return { sql: pieces.map(({ sql }) => sql).join(separator) };
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number of SQL`);
  return String(value);
}
