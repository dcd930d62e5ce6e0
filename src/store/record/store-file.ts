import { existsSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Problem } from '../../contracts/problem.ts';

export interface StoreFile {
  /** The file without links on the way. */
  readonly place: string;
  /** Nothing is there yet. */
  readonly isNew: boolean;
}

/**
 * Looks at what a store's path leads to before DuckDB does, which would wait for ever on a pipe.
 *
 * @param create whether a missing file will be made
 * @throws Problem input-refused: what is there cannot be a store, or nothing is and none is to be made
 */
export function storeFile(path: string, create: boolean): StoreFile {
  const refuse = (reason: string): Problem => new Problem('input-refused', `${path}: ${reason}`);
  const stat = statOf(path, refuse);
  if (stat === null) {
    if (!create) throw refuse(`there is no store; make one with leeway init --db ${path}`);
    const around = dirname(resolve(path));
    if (!existsSync(around)) throw refuse(`there is no folder ${around}; make it first`);
    return { place: join(realpathSync(around), basename(path)), isNew: true };
  }
  if (stat.isDirectory()) throw refuse('this is a folder; name a file, such as leeway.duckdb in it');
  if (!stat.isFile()) throw refuse('this is no file (a pipe or a device); name another with --db');
  if (stat.size === 0)
    throw refuse('an empty file, no store; put a backup in its place, or remove it and run leeway init');
  return { place: realpathSync(path), isNew: false };
}

function statOf(path: string, refuse: (reason: string) => Problem): Stats | null {
  try {
    return statSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return null;
    if (code === 'ENOTDIR') throw refuse('leads through a file as if it were a folder; check the name');
    if (code === 'EACCES') throw refuse('its folder may not be entered; check the permissions');
    throw error;
  }
}
