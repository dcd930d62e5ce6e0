import * as z from 'zod';
import { Mapping } from '../../contracts/mapping.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../database.ts';
import { inputFiles } from '../reading/input-files.ts';
import { openSources } from '../reading/open-sources.ts';
import { namesOf, type Source } from '../reading/source.ts';
import { id, join, raw, type Sql, sql } from '../sql.ts';
import { ANSWER_NAMES, type AnswerName, shapeOf } from './answer-shapes.ts';

/** The table that holds an answer while it is looked at. */
function answerTable(name: AnswerName): Sql {
  return raw(`answered_${name}`);
}

/**
 * Reads what an engine answered, each statement's answer into a table of its own: an empty one where a statement that may
 * answer nothing is missing.
 *
 * @param names files, folders or globs: CSV, JSON lines or Parquet, as for decisions
 * @throws Problem input-refused: no answer of these statements, or a value that cannot be one
 */
export async function readAnswers(db: Database, names: readonly string[]): Promise<void> {
  const files = await inputFiles(names, db.scratch);
  for (const name of ANSWER_NAMES) await db.run(emptyTable(name));
  const found = new Set<AnswerName>();
  for (const source of await openSources(db, files, Mapping.parse({}))) {
    const label = namesOf([...source.labels.values()].map((one) => ({ label: one })));
    if (source.malformed !== null && (await db.exists(sql`FROM ${source.malformed}`)))
      throw new Problem(
        'input-refused',
        `${label}: a line that is no row; write the answer again, as CSV with a header or as Parquet`,
      );
    const name = kindOf(source, label);
    found.add(name);
    await load(db, name, source, label);
  }
  const missing = (['bounds', 'cells', 'audits', 'confidences', 'starts'] as const).filter(
    (name) => !found.has(name),
  );
  if (missing.length > 0)
    throw new Problem(
      'input-refused',
      `${names.join(', ')}: no answer to the statement ${missing.join(', ')}; give the files of all statements together`,
      { missing },
    );
}

function emptyTable(name: AnswerName): Sql {
  const columns = shapeOf(name).map(([column, { type }]) => `${column} ${type}`);
  return raw(`CREATE OR REPLACE TEMP TABLE answered_${name} (${columns.join(', ')})`);
}

/** Which statement an answer is to: by its columns. */
function kindOf(source: Source, label: string): AnswerName {
  const columns = new Set([...source.columns.keys()].map((name) => name.toLowerCase()));
  const fits = ANSWER_NAMES.find((name) =>
    shapeOf(name).every(([column]) => columns.has(`leeway_${column}`)),
  );
  if (fits !== undefined) return fits;
  throw new Problem(
    'input-refused',
    `${label}: the answer to none of the statements (columns found: ${[...columns].slice(0, 12).join(', ')}); run what leeway evidence sql prints, and keep the names of its columns`,
  );
}

async function load(db: Database, name: AnswerName, source: Source, label: string): Promise<void> {
  const shape = shapeOf(name);
  const columnOf = (column: string): Sql =>
    id(
      [...source.columns.keys()].find((own) => own.toLowerCase() === `leeway_${column}`) ??
        `leeway_${column}`,
    );
  const values = shape.map(([column, { type }]) => {
    const value = sql`coalesce(${columnOf(column)}::VARCHAR, '')`;
    const read = type === 'VARCHAR' ? value : sql`TRY_CAST(${value} AS ${raw(type)})`;
    return sql`${read} AS ${id(column)}`;
  });
  const rows = sql`(SELECT ${join(values, ', ')} FROM ${source.relation})`;
  await db.run(sql`INSERT INTO ${answerTable(name)} SELECT * FROM ${rows}`);
  const broken = shape.map(
    ([column, { sound }]) =>
      sql`count(*) FILTER (NOT coalesce(${raw(sound.replaceAll('value', column))}, false)) AS ${id(column)}`,
  );
  const counts = await db.row(
    z.record(z.string(), z.coerce.number()),
    sql`SELECT ${join(broken, ', ')} FROM ${answerTable(name)}`,
  );
  const fault = shape.find(([column]) => (counts[column] ?? 0) > 0);
  if (fault === undefined) return;
  const [column, { says }] = fault;
  throw new Problem(
    'input-refused',
    `${label}: leeway_${column} is not ${says} in ${counts[column]} rows; write the answer again as the engine gives it`,
  );
}
