import { z } from 'zod';
import { Field, type Mapping } from '../contracts/mapping.ts';
import type { Database } from './database.ts';
import type { InputFile } from './input-files.ts';
import { locateJsonElements } from './locate-json-elements.ts';
import { keepingRejects, rejectedLines } from './rejected-lines.ts';
import { namesOf, type Source, unreadable } from './source.ts';
import { id, join, raw, type Sql, sql, text } from './sql.ts';

const LONGEST_OBJECT_BYTES = '67108864';
/** A byte that no valid JSON text holds unescaped: with it as delimiter a whole line is one field. */
const UNIT_SEPARATOR = 'chr(31)';

/**
 * Reads JSON lines, or arrays of JSON objects, into tables of texts, files with the same keys into one; a line or
 * an element that is no JSON object keeps its own text.
 *
 * @param files all of one format
 */
export async function stageJson(
  db: Database,
  format: 'json-lines' | 'json-array',
  files: readonly InputFile[],
  mapping: Mapping,
): Promise<Source[]> {
  if (files.length === 0) return [];
  const name = format.replace('-', '_');
  const paths = join(
    files.map((file) => text(file.path)),
    ', ',
  );
  const reader =
    format === 'json-array'
      ? sql`SELECT filename AS file, json::VARCHAR AS line FROM read_json_objects([${paths}], filename = true, format = 'array',
          maximum_object_size = ${raw(LONGEST_OBJECT_BYTES)})`
      : sql`SELECT file, line FROM read_csv([${paths}], filename = 'file', delim = ${raw(UNIT_SEPARATOR)}, quote = '', escape = '',
          header = false, skip = 0, comment = '', auto_detect = false, strict_mode = false, columns = {'line': 'VARCHAR'},
          ${keepingRejects(name)})`;
  try {
    await db.run(sql`CREATE TEMP TABLE ${id(name)} AS ${reader}`);
  } catch (error) {
    throw unreadable(namesOf(files), error);
  }
  await db.run(
    sql`CREATE TEMP TABLE ${id(`${name}_starts`)} AS SELECT file, min(rowid) AS before FROM ${id(name)} GROUP BY file`,
  );
  const parsed = sql`(SELECT ${id(name)}.file, ${id(name)}.rowid - before + 1 AS place, line,
      CASE WHEN json_type(TRY_CAST(line AS JSON)) = 'OBJECT' THEN line::JSON END AS object
    FROM ${id(name)} JOIN ${id(`${name}_starts`)} USING (file) WHERE line IS NOT NULL AND trim(line) <> '')`;
  const sources: Source[] = [];
  for (const group of await alikeFiles(db, parsed, files, mapping))
    sources.push(await stageAlike(db, format, `${name}_${sources.length}`, parsed, group));
  await db.run(sql`DROP TABLE ${id(name)}`);
  return sources;
}

interface Alike {
  readonly keys: readonly string[];
  readonly files: readonly InputFile[];
}

async function stageAlike(
  db: Database,
  format: 'json-lines' | 'json-array',
  name: string,
  parsed: Sql,
  { keys, files }: Alike,
): Promise<Source> {
  const table = id(name);
  const shape = JSON.stringify(Object.fromEntries(keys.map((key) => [key, 'VARCHAR'])));
  const paths = join(
    files.map((file) => text(file.path)),
    ', ',
  );
  await db.run(sql`CREATE TEMP TABLE ${table} AS
    SELECT file AS leeway_file, place AS leeway_place, CASE WHEN object IS NULL THEN line END AS leeway_malformed,
      unnest(json_transform(object, ${text(shape)}))
    FROM ${parsed} WHERE file IN (${paths})`);
  const noObject = sql`SELECT leeway_file AS file, leeway_place AS position, leeway_malformed AS value
    FROM ${table} WHERE leeway_malformed IS NOT NULL`;
  const rejected = sql`SELECT * FROM ${rejectedLines(format.replace('-', '_'), 'line')} WHERE file IN (${paths})`;
  const isArray = format === 'json-array';
  return {
    labels: new Map(files.map((file) => [file.path, file.label])),
    relation: sql`(SELECT * FROM ${table} WHERE leeway_malformed IS NULL)`,
    columns: new Map(keys.map((key) => [key, 'VARCHAR'])),
    file: raw('leeway_file'),
    position: raw('leeway_place'),
    malformed: isArray ? sql`(${noObject})` : sql`(${noObject} UNION ALL ${rejected})`,
    linesOf: isArray
      ? locateJsonElements
      : async (path, positions) => locateLines(await rejectedIn(db, rejected, path), positions),
  };
}

async function rejectedIn(db: Database, rejected: Sql, path: string): Promise<number[]> {
  const lines = sql`SELECT -position::DOUBLE AS line FROM (${rejected}) WHERE file = ${path} ORDER BY line`;
  return (await db.column(lines)).map(Number);
}

/** Lines that an editor shows, by positions that leave the rejected lines out. */
function locateLines(rejected: readonly number[], positions: readonly number[]): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  let passed = 0;
  for (const position of [...positions].sort((a, b) => a - b)) {
    while (position > 0 && (rejected[passed] ?? Number.POSITIVE_INFINITY) <= position + passed) passed += 1;
    lines.set(position, position > 0 ? position + passed : -position);
  }
  return lines;
}

/** Files by the keys that occur in them and that somebody asked for; free text that nobody asked for is not kept. */
async function alikeFiles(
  db: Database,
  parsed: Sql,
  files: readonly InputFile[],
  mapping: Mapping,
): Promise<Alike[]> {
  const rows = await db.rows(
    z.object({ file: z.string(), keys: z.array(z.string()) }),
    sql`SELECT file, list(DISTINCT key ORDER BY key) AS keys
      FROM (SELECT file, unnest(json_keys(object)) AS key FROM ${parsed} WHERE object IS NOT NULL) GROUP BY file`,
  );
  const keysOf = new Map(rows.map((row) => [row.file, row.keys]));
  const asked = new Set<string>(Field.options);
  for (const source of Object.values(mapping.columns))
    if (source !== null && 'column' in source) asked.add(source.column);
  if (mapping.segments !== 'all') for (const name of mapping.segments) asked.add(name);
  const isAsked = (key: string): boolean =>
    mapping.segments === 'all' || asked.has(key) || asked.has(key.toLowerCase());
  const alike = new Map<string, { keys: string[]; files: InputFile[] }>();
  for (const file of files) {
    const keys = (keysOf.get(file.path) ?? []).filter(isAsked);
    const group = alike.get(JSON.stringify(keys)) ?? { keys, files: [] };
    group.files.push(file);
    alike.set(JSON.stringify(keys), group);
  }
  return [...alike.values()];
}
