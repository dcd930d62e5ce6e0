import type { Mapping } from '../../contracts/mapping.ts';
import type { Database } from '../database.ts';
import { id, join, raw, type Sql, sql, text } from '../sql.ts';
import { ruleCode } from './checks.ts';
import type { InputFile } from './input-files.ts';
import { type Alike, alikeFiles } from './json-keys.ts';
import { locateJsonElements } from './locate-json-elements.ts';
import { readText, STRICT, type TextFiles } from './read-text.ts';
import { namesOf, type Source, unreadable } from './source.ts';
import { stageSoundLines, textsOf } from './stage-sound-lines.ts';

const LONGEST_OBJECT_BYTES = '67108864';
/** A byte that no valid JSON text holds unescaped: with it as delimiter a whole line is one field. */
const UNIT_SEPARATOR = 'chr(31)';

/** Looked at once: a text is parsed each time that it is taken for JSON. */
const IS_OBJECT = raw(
  `(json_valid(line) AND ltrim(line, chr(32) || chr(9) || chr(10) || chr(13)) LIKE '{%')`,
);

/**
 * Reads JSON lines, or arrays of JSON objects, into tables of texts, files with the same keys into one; a line or
 * an element that is no JSON object keeps its own text.
 *
 * @param files all of one format
 * @throws Problem input-refused: a file that is no JSON, or holds no object
 */
export async function stageJson(
  db: Database,
  format: 'json-lines' | 'json-array',
  files: readonly InputFile[],
  mapping: Mapping,
): Promise<Source[]> {
  if (files.length === 0) return [];
  const name = format.replace('-', '_');
  if (format === 'json-lines') {
    const sound = await stageSoundLines(db, name, files, mapping);
    if (sound !== null) return sound;
  }
  const read = await readObjects(db, name, format, files);
  await db.run(
    sql`CREATE TEMP TABLE ${id(`${name}_starts`)} AS SELECT file, min(rowid) AS before FROM ${id(name)} GROUP BY file`,
  );
  const parsed = sql`(SELECT ${id(name)}.file, ${id(name)}.rowid - before + 1 AS place, line,
      CASE WHEN is_object THEN line END AS object
    FROM ${id(name)} JOIN ${id(`${name}_starts`)} USING (file))`;
  const sources: Source[] = [];
  const keyed = sql`(SELECT file, json_keys(object) AS keys FROM ${parsed} WHERE object IS NOT NULL)`;
  for (const group of await alikeFiles(db, keyed, read.labels, mapping))
    sources.push(await stageAlike(db, `${name}_${sources.length}`, parsed, group, read));
  await db.run(sql`DROP TABLE ${id(name)}`);
  return sources;
}

/** Fills a table with texts: file, line, is_object; in the order of each file, files one after the other. */
export function readObjects(
  db: Database,
  name: string,
  format: 'json-lines' | 'json-array',
  files: readonly InputFile[],
): Promise<TextFiles> {
  return format === 'json-array' ? readArrays(db, name, files) : readLines(db, name, files);
}

async function readArrays(db: Database, name: string, files: readonly InputFile[]): Promise<TextFiles> {
  const paths = join(
    files.map((file) => text(file.path)),
    ', ',
  );
  try {
    await db.run(sql`CREATE TEMP TABLE ${id(name)} AS SELECT filename AS file, json::VARCHAR AS line, ${IS_OBJECT} AS is_object
      FROM read_json_objects([${paths}], filename = true, format = 'array', maximum_object_size = ${raw(LONGEST_OBJECT_BYTES)})`);
  } catch (error) {
    throw unreadable(namesOf(files), error);
  }
  const labels = new Map(files.map((file) => [file.path, file.label]));
  return { labels, malformed: null, linesOf: locateJsonElements };
}

/** Lines with nothing on them are no rows. */
function readLines(db: Database, name: string, files: readonly InputFile[]): Promise<TextFiles> {
  return readText(db, name, files, 'lines', async (paths) => {
    await db.run(sql`CREATE OR REPLACE TEMP TABLE ${id(name)} AS SELECT file, line, ${IS_OBJECT} AS is_object
      FROM read_csv([${join(paths.map(text), ', ')}], filename = 'file', delim = ${raw(UNIT_SEPARATOR)}, quote = '', escape = '',
        header = false, strict_mode = false, columns = {'line': 'VARCHAR'}, ${STRICT})
      WHERE line IS NOT NULL AND trim(line) <> ''`);
  });
}

async function stageAlike(
  db: Database,
  name: string,
  parsed: Sql,
  { keys, allKeys, labels }: Alike,
  read: TextFiles,
): Promise<Source> {
  const table = id(name);
  const paths = join([...labels.keys()].map(text), ', ');
  await db.run(sql`CREATE OR REPLACE TEMP TABLE ${table} AS
    SELECT file AS leeway_file, place AS leeway_place, CASE WHEN object IS NULL THEN line END AS leeway_malformed,
      ${textsOf('object', keys)}
    FROM ${parsed} WHERE file IN (${paths})`);
  const noObject = sql`SELECT leeway_file AS file, leeway_place AS position, ${raw(ruleCode('line_malformed'))} AS rule,
    leeway_malformed AS value FROM ${table} WHERE leeway_malformed IS NOT NULL`;
  const noLine =
    read.malformed === null ? null : sql`SELECT * FROM ${read.malformed} WHERE file IN (${paths})`;
  return {
    labels,
    relation: sql`(SELECT * FROM ${table} WHERE leeway_malformed IS NULL)`,
    columns: new Map(keys.map((key) => [key, 'VARCHAR'])),
    names: allKeys,
    file: raw('leeway_file'),
    position: raw('leeway_place'),
    malformed: noLine === null ? sql`(${noObject})` : sql`(${noObject} UNION ALL ${noLine})`,
    linesOf: read.linesOf,
  };
}
