import * as z from 'zod';
import { Problem } from '../contracts/problem.ts';
import type { Database } from '../store/database.ts';
import type { InputFile } from '../store/reading/input-files.ts';
import type { Source } from '../store/reading/source.ts';
import { type StagedRecords, stageRecords } from '../store/reading/stage-records.ts';
import { join, raw, type Sql, sql, text } from '../store/sql.ts';
import type { Foreign } from './foreign.ts';
import { looksLike } from './recognise.ts';

/** How the records of all files are told apart and found again. */
export type Located = Pick<Source, 'labels' | 'linesOf' | 'malformed'>;

/**
 * Fills `foreign_labels` (leeway_file, label) and `foreign_records` (n, leeway_file, leeway_place, record, is_own): the records of all files, numbered in their order.
 *
 * @throws Problem input-refused: a file without a single record of the tool
 */
export async function stageForeign(
  db: Database,
  files: readonly InputFile[],
  foreign: Foreign,
): Promise<Located> {
  const staged = await stageRecords(db, files);
  const labels = new Map(staged.parts.flatMap((part) => [...part.labels]));
  await db.run(sql`CREATE OR REPLACE TEMP TABLE foreign_labels AS
    SELECT pair[1] AS leeway_file, pair[2] AS label FROM (SELECT unnest(from_json(${JSON.stringify([...labels])}, '[["VARCHAR"]]')) AS pair)`);
  await db.run(sql`CREATE OR REPLACE TEMP TABLE foreign_records AS
    SELECT row_number() OVER () AS n, file AS leeway_file, place AS leeway_place, record, ${isOwn(foreign)} AS is_own
    FROM (SELECT *, json_keys(record) AS keys FROM (${unwrapped(staged.relation, foreign)}))`);
  await refuseOthers(db, labels, foreign);
  return located(staged.parts, labels);
}

function isOwn({ signs }: Foreign): Sql {
  const sets = signs.map((keys) => {
    const each = keys.map((key) =>
      key.startsWith('*')
        ? sql`list_bool_or(list_transform(keys, lambda one: ends_with(one, ${text(key.slice(1))})))`
        : sql`list_contains(keys, ${text(key)})`,
    );
    return sql`(${join(each, ' AND ')})`;
  });
  return sql`coalesce(${join(sets, ' OR ')}, false)`;
}

/** Answers of an API hold a list of records under one key. */
function unwrapped(relation: Sql, foreign: Foreign): Sql {
  if (foreign.envelope === undefined) return sql`SELECT * FROM ${relation}`;
  const key = text(`$."${foreign.envelope}"`);
  const all = text(`$."${foreign.envelope}"[*]`);
  return sql`SELECT file, place, unnest(CASE WHEN NOT ${isOwn(foreign)} AND json_type(record, ${key}) = 'ARRAY'
    THEN json_extract(record, ${all}) ELSE [record] END) AS record FROM (SELECT *, json_keys(record) AS keys FROM ${relation})`;
}

async function refuseOthers(
  db: Database,
  labels: ReadonlyMap<string, string>,
  foreign: Foreign,
): Promise<void> {
  const owned = await db.rows(
    z.object({ label: z.string(), own: z.boolean(), keys: z.array(z.string()) }),
    sql`SELECT label, bool_or(is_own) AS own, first(coalesce(json_keys(record), []) ORDER BY n) AS keys
      FROM foreign_records JOIN foreign_labels USING (leeway_file) GROUP BY label ORDER BY label`,
  );
  const expected = `expected ${foreign.expects}`;
  const empty = [...labels.values()].find((label) => !owned.some((one) => one.label === label));
  if (empty !== undefined)
    throw new Problem('input-refused', `${empty}: no record of ${foreign.tool} in it; ${expected}`);
  const other = owned.find(({ own }) => !own);
  if (other === undefined) return;
  const found = other.keys.slice(0, 12).join(', ').slice(0, 300);
  const like = looksLike(other.keys);
  const hint =
    like === null || like.name === foreign.name
      ? 'check the file, or leave out --from'
      : `it looks like a file of ${like.tool}: --from ${like.name}`;
  throw new Problem(
    'input-refused',
    `${other.label}: not a file of ${foreign.tool}: ${expected}; found ${found === '' ? 'no keys' : `the keys ${found}`}; ${hint}`,
  );
}

function located(parts: StagedRecords['parts'], labels: ReadonlyMap<string, string>): Located {
  const malformed = parts.flatMap((part) =>
    part.malformed === null ? [] : [sql`SELECT * FROM ${part.malformed}`],
  );
  return {
    labels,
    malformed: malformed.length === 0 ? null : sql`(${join(malformed, ' UNION ALL ')})`,
    linesOf: async (path, positions) => {
      const part = parts.find((one) => one.labels.has(path));
      return part === undefined ? new Map() : part.linesOf(path, positions);
    },
  };
}

/** Rows for records that are not the tool's. */
export const NOT_OWN = raw(
  `SELECT n, 'refused' AS kind, 'not a record of this tool' AS why FROM foreign_records WHERE NOT is_own`,
);
