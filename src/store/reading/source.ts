import type { Field } from '../../contracts/mapping.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Sql } from '../sql.ts';

/** Rows of one file (or of several alike) as DuckDB sees them, before anything is understood. */
export interface Source {
  /** How the rows are named to their user, by the path that `file` answers. */
  readonly labels: ReadonlyMap<string, string>;
  /** What stands after FROM. */
  readonly relation: Sql;
  /** Column names of the file and their DuckDB types. */
  readonly columns: ReadonlyMap<string, string>;
  /** All names of the file, also of columns that nobody asked for; where absent, those of `columns`. */
  readonly names?: readonly string[];
  /** Expressions over the relation: where a row came from. */
  readonly file: Sql;
  readonly position: Sql;
  /** Turns positions in one of the files into lines that an editor shows. */
  readonly linesOf: (path: string, positions: readonly number[]) => Promise<ReadonlyMap<number, number>>;
  /** (file, position, rule, value) of what could not be read as a row at all; null where that cannot happen. */
  readonly malformed: Sql | null;
  /** Fields that it can have, of a table that another tool's records were turned into; where absent, all. */
  readonly fields?: ReadonlySet<Field>;
  /** A row as it came, as text, of such a table; where absent, its columns are what came. */
  readonly asItCame?: Sql;
  /** Whether it holds only what people saw, and nothing says how that was chosen. */
  readonly isChosen?: boolean;
  /** What its user should know of it: sentences. */
  readonly notes?: readonly string[];
}

/** Names of files, as many as fit into one line. */
export function namesOf(files: readonly { readonly label: string }[]): string {
  const names = files.slice(0, 3).map((file) => file.label);
  return files.length > 3 ? `${names.join(', ')} and ${files.length - 3} more` : names.join(', ');
}

/** Whether a reader failed for want of memory or disk, which says nothing of what it read. */
export function isWantOfRoom(error: unknown): boolean {
  return error instanceof Error && /^Out of Memory Error|No space left|ENOSPC/.test(error.message);
}

/** DuckDB's own words, cut to their first line, as a refusal that names the file; an error of another kind as it is. */
export function unreadable(label: string, error: unknown): unknown {
  if (isWantOfRoom(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  const reason = (message.split('\n')[0] ?? '')
    .replace(/^(?:[A-Z][A-Za-z]* )+Error: /, '')
    .replace(/[ .!]+$/, '')
    .slice(0, 300);
  return new Problem(
    'input-refused',
    `${label}: cannot be read (${reason}); it is damaged or cut short, write or fetch it again`,
  );
}
