import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { CountsGiven } from '../../contracts/counts.ts';
import { Problem } from '../../contracts/problem.ts';
import { packFiles, unpackFiles } from '../archive.ts';
import type { Database } from '../database.ts';
import { id, raw, sql, text } from '../sql.ts';
import { ANSWER_NAMES, shapeOf } from './answer-shapes.ts';

/** What is said of the answers, beside them. */
const GIVEN = 'counts.json';

const FILES = ANSWER_NAMES.map((name) => `${name}.parquet`);

/** The answers that `readAnswers` has read, and what is said of them, as one stream: the same whatever they came as. */
export async function packAnswers(db: Database, given: CountsGiven): Promise<Readable> {
  const folder = db.scratch;
  for (const name of ANSWER_NAMES) {
    const columns = shapeOf(name).map(([column]) => `${column} AS leeway_${column}`);
    await db.run(
      sql`COPY (SELECT ${raw(columns.join(', '))} FROM ${id(`answered_${name}`)}) TO ${text(join(folder, `${name}.parquet`))} (FORMAT parquet, COMPRESSION zstd)`,
    );
  }
  writeFileSync(join(folder, GIVEN), JSON.stringify(given));
  return packFiles(folder, [GIVEN, ...FILES]);
}

/**
 * Writes answers that come as such a stream into a folder that is there.
 *
 * @returns what is said of them, and their files
 * @throws Problem input-refused: it is damaged, or no such answers; else what the stream throws
 */
export async function unpackAnswers(
  archive: AsyncIterable<Buffer>,
  folder: string,
): Promise<{ readonly given: CountsGiven; readonly files: readonly string[] }> {
  await unpackFiles(archive, folder, (name) => name === GIVEN || FILES.includes(name), 'the counts');
  const given = CountsGiven.safeParse(await saidIn(join(folder, GIVEN)));
  if (!given.success)
    throw new Problem(
      'input-refused',
      'the counts: not what leeway evidence or leeway attach of this version sends',
    );
  return { given: given.data, files: FILES.map((file) => join(folder, file)) };
}

async function saidIn(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}
