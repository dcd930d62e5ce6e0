import { Problem } from '../contracts/problem.ts';
import { actor } from './actor.ts';
import { codeDigest } from './code-digest.ts';

/** Where the store is unless something else is said. */
const DEFAULT_STORE = 'leeway.duckdb';

/**
 * The store that a command works on, the time it is and who acts: `--db`, else `LEEWAY_DB`, else `leeway.duckdb` in this folder.
 *
 * @throws Problem usage: no name at all
 */
export function storePlace(db: string | undefined): {
  readonly path: string;
  readonly now: string;
  readonly actor: string;
} {
  const path = storePath(db);
  if (path === '') throw new Problem('usage', '--db: no name; give one, for example leeway.duckdb');
  return { path, now: new Date().toISOString(), actor: actor() };
}

/** The same for a command whose answer the store keeps, which is known again by the code that gave it. */
export function answerPlace(db: string | undefined): ReturnType<typeof storePlace> & {
  readonly code: string | null;
} {
  return { ...storePlace(db), code: codeDigest() };
}

/** Where the store is that a command works on; empty where no name is given. */
export function storePath(db?: string): string {
  return db ?? process.env['LEEWAY_DB'] ?? DEFAULT_STORE;
}

export const DB_OPTION = ['--db <file>', 'the store (default: LEEWAY_DB, else leeway.duckdb)'] as const;
