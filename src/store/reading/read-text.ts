import { join as joinPath } from 'node:path';
import { Rule } from '../../contracts/rule.ts';
import type { Database } from '../database.ts';
import { id, join, raw, type Sql, sql, text } from '../sql.ts';
import { ruleCode } from './checks.ts';
import type { InputFile } from './input-files.ts';
import { locateRecords } from './locate-records.ts';
import { siftText } from './sift-text.ts';
import { isWantOfRoom, namesOf, type Source, unreadable } from './source.ts';
import { type Dialect, LONGEST_RECORD_BYTES } from './text-records.ts';

/** What a table of texts was read from. */
export interface TextFiles {
  /** Files as they were read, and their names. */
  readonly labels: ReadonlyMap<string, string>;
  /** (file, position, rule, value) of the lines that are no rows; null where every line is one. */
  readonly malformed: Sql | null;
  /** Lines by positions: 1-based ordinals among the rows of a file, or negative lines. */
  readonly linesOf: Source['linesOf'];
}

/** Options of `read_csv`. Strict: one bad record is an error, for what it skips it skips unseen. */
export const STRICT = sql`auto_detect = false, skip = 0, comment = '',
  max_line_size = ${raw(String(LONGEST_RECORD_BYTES))}, buffer_size = ${raw(String(2 * LONGEST_RECORD_BYTES))}`;

/**
 * Reads text files of one dialect. Where the database refuses them, each is parted first into what can be read and
 * what cannot.
 *
 * @param read reads these paths into a table
 * @throws Problem input-refused: a file that cannot be read at all
 */
export async function readText(
  db: Database,
  name: string,
  files: readonly InputFile[],
  dialect: Dialect,
  read: (paths: readonly string[]) => Promise<void>,
): Promise<TextFiles> {
  try {
    await read(files.map((file) => file.path));
    return textFiles(dialect, new Map(files.map((file) => [file.path, file])), null);
  } catch (error) {
    if (isWantOfRoom(error)) throw error;
    const parted = files.map((file, index) => ({
      file,
      ...siftText(file.path, dialect, joinPath(db.scratch, `${name}-${index}`)),
    }));
    try {
      await read(parted.map((one) => one.sound));
    } catch (error) {
      throw unreadable(namesOf(files), error);
    }
    await db.run(sql`CREATE TEMP TABLE ${id(`${name}_refused`)} AS
      ${join(
        parted.map((one) => refusedLines(one.sound, one.refused)),
        ' UNION ALL ',
      )}`);
    return textFiles(
      dialect,
      new Map(parted.map((one) => [one.sound, one.file])),
      sql`${id(`${name}_refused`)}`,
    );
  }
}

function refusedLines(file: string, refused: string): Sql {
  const codes = join(
    Rule.options
      .filter((rule) => rule.startsWith('line_'))
      .map((rule) => sql`WHEN ${text(rule)} THEN ${raw(ruleCode(rule))}`),
    ' ',
  );
  return sql`SELECT ${text(file)} AS file, -line AS position, CASE rule ${codes} END AS rule, value
    FROM read_json(${text(refused)}, format = 'newline_delimited', columns = {line: 'BIGINT', rule: 'VARCHAR', value: 'VARCHAR'})`;
}

function textFiles(
  dialect: Dialect,
  files: ReadonlyMap<string, InputFile>,
  malformed: Sql | null,
): TextFiles {
  return {
    labels: new Map([...files].map(([path, file]) => [path, file.label])),
    malformed,
    linesOf: locatedLines(dialect, files),
  };
}

/** Finds lines by positions, in files by the paths under which they were read. */
export function locatedLines(dialect: Dialect, files: ReadonlyMap<string, InputFile>): Source['linesOf'] {
  return async (path, positions) => {
    const located = locateRecords(
      files.get(path)?.path ?? path,
      dialect,
      positions.filter((position) => position > 0),
    );
    return new Map(
      positions.map((position) => [position, position < 0 ? -position : (located.get(position) ?? 0)]),
    );
  };
}
