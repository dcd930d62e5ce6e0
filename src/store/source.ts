import { z } from 'zod';
import type { Mapping } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import type { Database } from './database.ts';
import type { InputFile } from './input-files.ts';
import { raw, type Sql, sql, text } from './sql.ts';
import { stageCsv } from './stage-csv.ts';
import { stageJson } from './stage-json.ts';

/** Rows of one file (or of several alike) as DuckDB sees them, before anything is understood. */
export interface Source {
  /** How the rows are named to their user, by the path that `file` answers. */
  readonly labels: ReadonlyMap<string, string>;
  /** What stands after FROM. */
  readonly relation: Sql;
  /** Column names of the file and their DuckDB types. */
  readonly columns: ReadonlyMap<string, string>;
  /** Expressions over the relation: where a row came from. */
  readonly file: Sql;
  readonly position: Sql;
  /** Turns positions into lines that an editor shows. */
  readonly linesOf: (positions: readonly number[]) => Promise<ReadonlyMap<number, number>>;
  /** (position, value) of what could not be read as a row at all; null where that cannot happen. */
  readonly malformed: Sql | null;
}

/** Prepares every file for reading. Parquet is read in place; text is parsed once into a table of texts. */
export async function openSources(
  db: Database,
  files: readonly InputFile[],
  mapping: Mapping,
): Promise<Source[]> {
  const sources: Source[] = await openParquet(
    db,
    files.filter((file) => file.format === 'parquet'),
  );
  for (const [index, file] of files.entries()) {
    if (file.format === 'parquet') continue;
    sources.push(
      file.format === 'csv' ? await stageCsv(db, file, index) : await stageJson(db, file, index, mapping),
    );
  }
  return sources;
}

async function openParquet(db: Database, files: readonly InputFile[]): Promise<Source[]> {
  const alike = new Map<string, { columns: Map<string, string>; files: InputFile[] }>();
  for (const file of files) {
    const columns = await describe(db, sql`read_parquet(${text(file.path)})`, file.label);
    const key = JSON.stringify([...columns]);
    const group = alike.get(key) ?? { columns, files: [] };
    group.files.push(file);
    alike.set(key, group);
  }
  return [...alike.values()].map((group) => {
    const paths = group.files.map((file) => text(file.path).strings[0]).join(', ');
    return {
      labels: new Map(group.files.map((file) => [file.path, file.label])),
      relation: sql`read_parquet([${raw(paths)}], filename = 'leeway_file', file_row_number = true)`,
      columns: group.columns,
      file: raw('leeway_file'),
      position: raw('file_row_number + 1'),
      linesOf: async (positions) => new Map(positions.map((position) => [position, position])),
      malformed: null,
    };
  });
}

/** Columns of a relation. @throws Problem input-refused where DuckDB cannot open it */
export async function describe(db: Database, relation: Sql, label: string): Promise<Map<string, string>> {
  try {
    const rows = await db.rows(
      z.object({ column_name: z.string(), column_type: z.string() }),
      sql`DESCRIBE SELECT * FROM ${relation}`,
    );
    return new Map(rows.map((row) => [row.column_name, row.column_type]));
  } catch (error) {
    throw unreadable(label, error);
  }
}

/** DuckDB's own words, cut to their first line, as a refusal that names the file. */
export function unreadable(label: string, error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const reason = message
    .split('\n')[0]
    ?.replace(/^(?:Invalid Input|IO|Conversion|Parser) Error: /, '')
    .slice(0, 300);
  return new Problem('input-refused', `${label}: cannot be read: ${reason}`);
}
