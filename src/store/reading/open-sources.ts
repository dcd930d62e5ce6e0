import * as z from 'zod';
import type { Mapping } from '../../contracts/mapping.ts';
import type { Database } from '../database.ts';
import { raw, type Sql, sql, text } from '../sql.ts';
import type { InputFile } from './input-files.ts';
import { type Source, unreadable } from './source.ts';
import { stageCsv } from './stage-csv.ts';
import { stageJson } from './stage-json.ts';

/** How files become tables: as they are, or by way of another tool's records. */
export type OpenSources = typeof openSources;

/** Prepares every file for reading. Parquet is read in place; text is parsed once into a table of texts. */
export async function openSources(
  db: Database,
  files: readonly InputFile[],
  mapping: Mapping,
): Promise<Source[]> {
  const of = (format: InputFile['format']): InputFile[] => files.filter((file) => file.format === format);
  return [
    ...(await openParquet(db, of('parquet'))),
    ...(await stageCsv(db, of('csv'))),
    ...(await stageJson(db, 'json-lines', of('json-lines'), mapping)),
    ...(await stageJson(db, 'json-array', of('json-array'), mapping)),
  ];
}

/** Parquet files in place, those with the same columns as one. */
export async function openParquet(db: Database, files: readonly InputFile[]): Promise<Source[]> {
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
      linesOf: async (_path, positions) => new Map(positions.map((position) => [position, position])),
      malformed: null,
    };
  });
}

/** Columns of a relation. @throws Problem input-refused where DuckDB cannot open it */
async function describe(db: Database, relation: Sql, label: string): Promise<Map<string, string>> {
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
