import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from '../contracts/problem.ts';

/**
 * A `--quarantine` file that can be written, looked at before anything long is begun.
 * @throws Problem usage
 */
export function quarantineFile(path: string | undefined, inputs: readonly string[]): string | null {
  if (path === undefined) return null;
  const refuse = (reason: string): never => {
    throw new Problem('usage', `--quarantine ${path}: ${reason}`);
  };
  if (path === '' || path === '-') refuse('results go to standard output; name a file');
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) refuse('this is a folder; name a file, such as refused.csv in it');
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    refuse(`there is no folder ${folder}; make it first`);
  const mine = (name: string): string | null => {
    try {
      return realpathSync(name);
    } catch {
      return null;
    }
  };
  if (stat !== undefined && inputs.some((input) => mine(input) === mine(path)))
    refuse('this is the history itself; name another file');
  try {
    accessSync(stat === undefined ? folder : path, constants.W_OK);
  } catch {
    refuse('cannot be written; check its permissions');
  }
  return path;
}
