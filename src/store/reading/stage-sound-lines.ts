import type { Mapping } from '../../contracts/mapping.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../database.ts';
import { id, join, raw, type Sql, sql, text } from '../sql.ts';
import type { InputFile } from './input-files.ts';
import { type Alike, alikeFiles } from './json-keys.ts';
import { locatedLines } from './read-text.ts';
import { isWantOfRoom, type Source } from './source.ts';
import { LONGEST_RECORD_BYTES } from './text-records.ts';

/**
 * Reads JSON lines where every line is an object, which is the rule: once for their keys, once for their values, and no
 * line is kept in between, which takes half the time.
 *
 * @returns null where a line is no object
 * @throws Problem input-refused: keys that differ in case only
 */
export async function stageSoundLines(
  db: Database,
  name: string,
  files: readonly InputFile[],
  mapping: Mapping,
): Promise<Source[] | null> {
  try {
    const groups = await alikeFiles(db, keyed(files), labelsOf(files), mapping);
    const sources: Source[] = [];
    for (const group of groups) sources.push(await stageAlike(db, `${name}_${sources.length}`, files, group));
    return sources;
  } catch (error) {
    if (isWantOfRoom(error) || error instanceof Problem) throw error;
    return null;
  }
}

/** The values of some keys of an object, each as a text in a column of its own. */
export function textsOf(object: string, keys: readonly string[]): Sql {
  const shape = JSON.stringify(Object.fromEntries(keys.map((key) => [key, 'VARCHAR'])));
  return sql`unnest(json_transform(${raw(object)}, ${text(shape)}))`;
}

function keyed(files: readonly InputFile[]): Sql {
  return sql`(SELECT file, CASE WHEN len(keys) > 0 THEN keys ELSE error('no object') END AS keys
    FROM (SELECT filename AS file, json_keys(json) AS keys FROM ${linesOf(files)}))`;
}

function linesOf(files: readonly InputFile[]): Sql {
  const paths = files.map(({ path }) => text(path));
  return sql`read_json_objects([${join(paths, ', ')}], filename = true, format = 'newline_delimited',
    maximum_object_size = ${raw(String(LONGEST_RECORD_BYTES))})`;
}

function labelsOf(files: readonly InputFile[]): ReadonlyMap<string, string> {
  return new Map(files.map(({ path, label }) => [path, label]));
}

async function stageAlike(
  db: Database,
  name: string,
  files: readonly InputFile[],
  { keys, allKeys, labels }: Alike,
): Promise<Source> {
  const [table, starts] = [id(name), id(`${name}_starts`)];
  const alike = files.filter(({ path }) => labels.has(path));
  await db.run(sql`CREATE OR REPLACE TEMP TABLE ${table} AS
    SELECT filename AS leeway_file, ${textsOf('json', keys)} FROM ${linesOf(alike)}`);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE ${starts} AS
    SELECT leeway_file, min(rowid) AS leeway_start FROM ${table} GROUP BY leeway_file`);
  return {
    labels,
    relation: sql`(SELECT ${table}.*, ${table}.rowid - leeway_start + 1 AS leeway_place FROM ${table} JOIN ${starts} USING (leeway_file))`,
    columns: new Map(keys.map((key) => [key, 'VARCHAR'])),
    names: allKeys,
    file: raw('leeway_file'),
    position: raw('leeway_place'),
    malformed: null,
    linesOf: locatedLines('lines', new Map(alike.map((file) => [file.path, file]))),
  };
}
