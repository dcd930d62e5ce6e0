import type { Database } from '../database.ts';
import { id, join, raw, type Sql, sql, text } from '../sql.ts';
import { ruleCode } from './checks.ts';
import type { InputFile } from './input-files.ts';
import { openParquet } from './open-sources.ts';
import type { Source } from './source.ts';
import { stageCsv } from './stage-csv.ts';
import { readObjects } from './stage-json.ts';
import { wholeObject } from './whole-object.ts';

/** Files as records, before anything is understood. */
export interface StagedRecords {
  /** (file, place, record): each record whole, as JSON. */
  readonly relation: Sql;
  /** Names, lines and unreadable lines, by file. */
  readonly parts: readonly Pick<Source, 'labels' | 'linesOf' | 'malformed'>[];
}

/**
 * Reads files of any format into records: a JSON object each, whatever they hold. A row of a table becomes an object of
 * its columns, and a text in it that is an object or a list becomes one.
 *
 * @throws Problem input-refused: a file that cannot be read at all
 */
export async function stageRecords(db: Database, files: readonly InputFile[]): Promise<StagedRecords> {
  const whole = files.map((file, index) => wholeObject(file, `${db.scratch}/whole-${index}.json`));
  const of = (format: InputFile['format']): InputFile[] => whole.filter((file) => file.format === format);
  const tables = [...(await openParquet(db, of('parquet'))), ...(await stageCsv(db, of('csv')))];
  const relations = tables.map(
    ({ relation, file, position, columns }) =>
      sql`SELECT ${file} AS file, ${position} AS place, json_object(${objectOf(columns)}) AS record FROM ${relation}`,
  );
  const parts: StagedRecords['parts'][number][] = [...tables];
  for (const format of ['json-lines', 'json-array'] as const) {
    const some = of(format);
    if (some.length === 0) continue;
    const name = `record_${format.replace('-', '_')}`;
    const { labels, malformed, linesOf } = await readObjects(db, name, format, some);
    const placed = sql`(SELECT ${id(name)}.file, ${id(name)}.rowid - before + 1 AS place, line, is_object
      FROM ${id(name)} JOIN (SELECT file, min(rowid) AS before FROM ${id(name)} GROUP BY file) USING (file))`;
    const noObject = sql`SELECT file, place AS position, ${raw(ruleCode('line_malformed'))} AS rule, line AS value
      FROM ${placed} WHERE NOT is_object`;
    parts.push({
      labels,
      linesOf,
      malformed:
        malformed === null ? sql`(${noObject})` : sql`(${noObject} UNION ALL SELECT * FROM ${malformed})`,
    });
    relations.push(sql`SELECT file, place, line::JSON AS record FROM ${placed} WHERE is_object`);
  }
  return { relation: sql`(${join(relations, ' UNION ALL ')})`, parts };
}

function objectOf(columns: Source['columns']): Sql {
  const pairs = [...columns].map(([name, type]) => sql`${text(name)}, ${cellOf(id(name), type)}`);
  return join(pairs, ', ');
}

function cellOf(column: Sql, type: string): Sql {
  if (type === 'VARCHAR')
    return sql`CASE WHEN left(ltrim(${column}), 1) IN ('{', '[') AND json_valid(${column}) THEN ${column}::JSON ELSE to_json(${column}) END`;
  // JSON has no word for infinity, nor for what is no number.
  if (type === 'DOUBLE' || type === 'FLOAT')
    return sql`CASE WHEN isfinite(${column}) THEN to_json(${column}) ELSE to_json(${column}::VARCHAR) END`;
  return sql`to_json(${column})`;
}
