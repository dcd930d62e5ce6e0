/**
 * SQL as a value. What stands in `${}` is a parameter, always; another piece of SQL is spliced with its
 * own parameters; an identifier must be asked for by name with `id()`.
 */
export interface Sql {
  readonly strings: readonly string[];
  readonly values: readonly (Sql | Parameter)[];
}

export type Parameter = string | number | boolean | null;

export function sql(strings: TemplateStringsArray, ...values: (Sql | Parameter)[]): Sql {
  return { strings, values };
}

/** A quoted identifier: the only way for a name to enter SQL text. */
export function id(name: string): Sql {
  return raw(`"${name.replaceAll('"', '""')}"`);
}

/** A quoted text constant, for the places where DuckDB takes no parameter (file names, COPY options). */
export function text(value: string): Sql {
  if (value.includes('\0')) throw new RangeError('a text constant cannot hold a NUL byte');
  return raw(`'${value.replaceAll("'", "''")}'`);
}

/** WARNING: enters SQL as it stands. Only for constants of this code, never for what came from outside. */
export function raw(constant: string): Sql {
  return { strings: [constant], values: [] };
}

export function join(parts: readonly Sql[], separator: string): Sql {
  if (parts.length === 0) return raw('');
  return { strings: ['', ...Array<string>(parts.length - 1).fill(separator), ''], values: parts };
}

export interface Statement {
  readonly text: string;
  readonly values: Parameter[];
}

/** Numbers the parameters `$1, $2 …` in reading order. */
export function compile(query: Sql): Statement {
  const values: Parameter[] = [];
  const walk = (part: Sql): string =>
    part.strings
      .map((chunk, index) => {
        const value = part.values[index];
        if (value === undefined) return chunk;
        if (typeof value === 'object' && value !== null) return chunk + walk(value);
        values.push(value);
        return `${chunk}$${values.length}`;
      })
      .join('');
  return { text: walk(query), values };
}
