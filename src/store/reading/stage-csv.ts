import * as z from 'zod';
import type { Database } from '../database.ts';
import { id, join, raw, sql, text } from '../sql.ts';
import { type CsvHeader, readCsvHeader } from './csv-header.ts';
import type { InputFile } from './input-files.ts';
import { readText, STRICT } from './read-text.ts';
import type { Source } from './source.ts';

/** Parses CSV and TSV files into tables of texts, those with the same header into one: thousands of small files are no burden. */
export async function stageCsv(db: Database, files: readonly InputFile[]): Promise<Source[]> {
  const alike = new Map<string, { header: CsvHeader; files: InputFile[] }>();
  for (const file of files) {
    const header = readCsvHeader(file);
    const key = JSON.stringify(header);
    const group = alike.get(key) ?? { header, files: [] };
    group.files.push(file);
    alike.set(key, group);
  }
  const sources: Source[] = [];
  for (const group of alike.values())
    sources.push(await stageAlike(db, group.header, group.files, sources.length));
  return sources;
}

async function stageAlike(
  db: Database,
  header: CsvHeader,
  files: readonly InputFile[],
  index: number,
): Promise<Source> {
  const name = `csv_${index}`;
  const table = id(name);
  const columns = join(
    header.names.map((column) => sql`${text(column)}: 'VARCHAR'`),
    ', ',
  );
  const dialect = { delimiter: header.delimiter, fields: header.names.length };
  const { labels, malformed, linesOf } = await readText(db, name, files, dialect, async (paths) => {
    await db.run(sql`CREATE OR REPLACE TEMP TABLE ${table} AS SELECT * FROM read_csv([${join(paths.map(text), ', ')}],
      filename = 'leeway_file', delim = ${text(header.delimiter)}, quote = '"', escape = '"', header = true,
      columns = {${columns}}, null_padding = false, ${STRICT})`);
  });
  return {
    labels,
    relation: table,
    columns: new Map(header.names.map((column) => [column, 'VARCHAR'])),
    file: raw('leeway_file'),
    position: raw('rowid + 1'),
    malformed,
    linesOf: async (path, positions) => {
      const { before } = await db.row(
        z.object({ before: z.number() }),
        sql`SELECT coalesce(min(rowid), 0)::DOUBLE AS before FROM ${table} WHERE leeway_file = ${path}`,
      );
      const within = (position: number): number => (position > 0 ? position - before : position);
      const lines = await linesOf(path, positions.map(within));
      return new Map(positions.map((position) => [position, lines.get(within(position)) ?? 0]));
    },
  };
}
