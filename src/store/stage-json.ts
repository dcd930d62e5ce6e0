import { z } from 'zod';
import { Field, type Mapping } from '../contracts/mapping.ts';
import type { Database } from './database.ts';
import type { InputFile } from './input-files.ts';
import { type Source, unreadable } from './source.ts';
import { id, raw, sql, text } from './sql.ts';

const LONGEST_VALUE_BYTES = '67108864';
/** A byte that no valid JSON text holds unescaped: with it as delimiter a whole line is one field. */
const UNIT_SEPARATOR = 'chr(31)';

/** Reads JSON lines (or one JSON array) once into a table of texts; a line that is no JSON object keeps its own text. */
export async function stageJson(
  db: Database,
  file: InputFile,
  index: number,
  mapping: Mapping,
): Promise<Source> {
  const lines = id(`lines_${index}`);
  const table = id(`staged_${index}`);
  const reader =
    file.format === 'json-array'
      ? sql`SELECT json::VARCHAR AS line FROM read_json_objects(${text(file.path)}, format = 'array', maximum_object_size = ${raw(LONGEST_VALUE_BYTES)})`
      : sql`SELECT line FROM read_csv(${text(file.path)}, delim = ${raw(UNIT_SEPARATOR)}, quote = '', escape = '', header = false,
          skip = 0, comment = '', auto_detect = false, strict_mode = false, columns = {'line': 'VARCHAR'},
          max_line_size = ${raw(LONGEST_VALUE_BYTES)})`;
  try {
    await db.run(sql`CREATE TEMP TABLE ${lines} AS ${reader}`);
  } catch (error) {
    throw unreadable(file.label, error);
  }
  const parsed = sql`(SELECT rowid + 1 AS line_number, line,
      CASE WHEN json_type(TRY_CAST(line AS JSON)) = 'OBJECT' THEN line::JSON END AS object
    FROM ${lines} WHERE line IS NOT NULL AND trim(line) <> '')`;
  const names = await columnNames(db, parsed, mapping);
  const shape = JSON.stringify(Object.fromEntries(names.map((name) => [name, 'VARCHAR'])));
  await db.run(sql`CREATE TEMP TABLE ${table} AS
    SELECT line_number, CASE WHEN object IS NULL THEN line END AS malformed_line,
      unnest(json_transform(object, ${text(shape)}))
    FROM ${parsed}`);
  await db.run(sql`DROP TABLE ${lines}`);
  return {
    labels: new Map([[file.path, file.label]]),
    relation: sql`(SELECT * FROM ${table} WHERE malformed_line IS NULL)`,
    columns: new Map(names.map((name) => [name, 'VARCHAR'])),
    file: text(file.path),
    position: raw('line_number'),
    linesOf: async (positions) => new Map(positions.map((position) => [position, position])),
    malformed: sql`(SELECT line_number AS position, malformed_line AS value FROM ${table} WHERE malformed_line IS NOT NULL)`,
  };
}

/** The keys that occur and that somebody asked for; free text that nobody asked for is not kept. */
async function columnNames(
  db: Database,
  parsed: ReturnType<typeof sql>,
  mapping: Mapping,
): Promise<string[]> {
  const rows = await db.rows(
    z.object({ name: z.string() }),
    sql`SELECT DISTINCT unnest(json_keys(object)) AS name FROM ${parsed} WHERE object IS NOT NULL ORDER BY name`,
  );
  const asked = new Set<string>(Field.options);
  for (const source of Object.values(mapping.columns)) if ('column' in source) asked.add(source.column);
  if (mapping.segments !== 'all') for (const name of mapping.segments) asked.add(name);
  const names = rows.map((row) => row.name);
  return mapping.segments === 'all'
    ? names
    : names.filter((name) => asked.has(name) || asked.has(name.toLowerCase()));
}
