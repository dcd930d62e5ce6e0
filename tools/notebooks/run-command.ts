import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * What a cell `npx leeway … --format json` answers.
 *
 * @param command the command as it was built, to be run by Node
 * @param root its working folder
 * @throws Error where the cell is another command, or the command fails
 */
export async function runCommand(code: string, command: string, root: string): Promise<unknown> {
  const line = code.replace(/\\\n\s*/g, '');
  const [, args] = /^npx leeway ([^\n;&|<>$`'"]+ --format json)$/.exec(line) ?? [];
  if (args === undefined)
    throw new Error(`a cell in sh is one line, npx leeway … --format json, not:\n${code}`);
  // One thread costs less than several on so small a history.
  const env = { ...process.env, NO_COLOR: '1', LEEWAY_THREADS: '1' };
  const { stdout } = await run(process.execPath, [command, ...args.split(/\s+/)], {
    ...{ cwd: root, env },
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout);
}
