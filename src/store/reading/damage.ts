import { Problem } from '../../contracts/problem.ts';
import type { Database } from '../database.ts';
import { sql, text } from '../sql.ts';
import type { InputFile } from './input-files.ts';
import { namesOf, unreadable } from './source.ts';

/** Two ways to look at the same rows gave two answers. */
export class Contradiction extends Error {}

/**
 * What is to be told of an error while Parquet files were read: their bytes are looked at late, in the midst of
 * counting, and a damaged one is no fault of ours.
 *
 * @returns the error itself, or a refusal that names the file
 */
export async function blamed(db: Database, files: readonly InputFile[], error: unknown): Promise<unknown> {
  const suspects = files.filter((file) => file.format === 'parquet');
  if (error instanceof Problem || suspects.length === 0) return error;
  for (const file of suspects) {
    try {
      await db.run(sql`SELECT bit_xor(hash(file)) FROM read_parquet(${text(file.path)}) AS file`);
    } catch (fault) {
      return unreadable(file.label, fault);
    }
  }
  if (!(error instanceof Contradiction)) return error;
  return new Problem(
    'input-refused',
    `${namesOf(suspects)}: the statistics in the file contradict its values; it is damaged, write it again`,
  );
}
