import { accessSync, constants, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from '../contracts/problem.ts';
import { pathKind } from './path-kind.ts';

/**
 * The file that an option names, if it can be written: looked at before anything long is begun.
 *
 * @param example a name for it
 * @throws Problem usage
 */
export function outputFile(
  option: string,
  path: string | undefined,
  inputs: readonly string[],
  example: string,
): string | null {
  if (path === undefined) return null;
  const refuse = (reason: string): never => {
    throw new Problem('usage', `${option} ${path}: ${reason}`);
  };
  if (path === '' || path === '-') refuse('results go to standard output; name a file');
  const kind = pathKind(path);
  if (kind === 'folder') refuse(`this is a folder; name a file, such as ${example} in it`);
  const folder = dirname(path);
  if (pathKind(folder) !== 'folder') refuse(`there is no folder ${folder}; make it first`);
  const mine = (name: string): string | null => {
    try {
      return realpathSync(name);
    } catch {
      return null;
    }
  };
  if (kind === 'file' && inputs.some((input) => mine(input) === mine(path)))
    refuse('this is the history itself; name another file');
  try {
    accessSync(kind === null ? folder : path, constants.W_OK);
  } catch {
    refuse('cannot be written; check its permissions');
  }
  return path;
}
