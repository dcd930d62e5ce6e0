import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, onTestFinished } from 'vitest';
import { bundleCommand } from '../../tools/bundle.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a process left behind. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What comes in on standard input. */
  readonly input?: string | Buffer;
  /** Runs as another user of this machine. */
  readonly uid?: number;
  /** Keeps standard input open, and sends this signal once the time has come; asks every 50 ms unless told otherwise. */
  readonly interrupt?: {
    readonly signal: NodeJS.Signals;
    readonly when: () => boolean;
    readonly everyMs?: number;
  };
  /** Runs through another program, for example `['taskset', '-c', '0']`. */
  readonly through?: readonly string[];
}

let built: Promise<string> | null = null;
/** Where the command is, compiled from the sources as they stand. */
export function builtCommand(): Promise<string> {
  built ??= compiled();
  return built;
}
let compiledInto: string | null = null;
afterAll(() => {
  if (compiledInto !== null) rmSync(compiledInto, { recursive: true, force: true });
});

/** The command line, compiled from the sources as they stand, as a process of its own. */
export async function leeway(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return run([process.execPath, await builtCommand(), ...args], options);
}

/** A server as a process of its own, once it listens. It is killed when the test is done, if it still runs. */
export async function leewayServer(
  args: readonly string[],
  cwd: string,
): Promise<{ readonly process: ChildProcess; readonly url: string; readonly ended: Promise<number | null> }> {
  const child = spawn(process.execPath, [await builtCommand(), 'serve', '--port', '0', ...args], { cwd });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const [, found] = / is served at (\S+)\n/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', () => reject(new Error(`the server ended: ${said}`)));
  });
  return { process: child, url, ended };
}

/** Bundles once for a file of tests: each process then starts in a fraction of the time that it takes from the sources. */
async function compiled(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'leeway-built-'));
  compiledInto = folder;
  // Some tests run it as another user.
  chmodSync(folder, 0o755);
  for (const name of ['package.json', 'data', 'node_modules'])
    symlinkSync(join(ROOT, name), join(folder, name));
  await bundleCommand(join(folder, 'dist'));
  return join(folder, 'dist/cli/bin.js');
}

export function run(command: readonly string[], options: RunOptions = {}): Promise<Run> {
  const [program = '', ...args] = [...(options.through ?? []), ...command];
  const { COLUMNS: _, NO_COLOR: __, FORCE_COLOR: ___, LEEWAY_DEBUG: ____, ...env } = process.env;
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...env, ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  return new Promise((resolve, reject) => {
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    // A process that refuses its arguments does not read its input.
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') });
    });
    const { interrupt } = options;
    if (interrupt === undefined) {
      child.stdin.end(options.input ?? '');
      return;
    }
    const watch = setInterval(() => {
      if (interrupt.when()) child.kill(interrupt.signal);
    }, interrupt.everyMs ?? 50);
    child.on('close', () => clearInterval(watch));
  });
}

/** Does the same work for each, two at a time; answers in their order. */
export async function twoAtATime<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++;
      answers[at] = await work(items[at] as T);
    }
  };
  await Promise.all([worker(), worker()]);
  return answers;
}

/** The one line in which a command says what is wrong, without `leeway: `; fails on anything else. */
export function complaint({ out, err }: Run): string {
  expect(out).toBe('');
  expect(err).toMatch(/^leeway: [^\n]+\n$/);
  expect(err).not.toMatch(/fault of leeway's|Error:|\bat .*:\d+:\d+/);
  return err.slice('leeway: '.length, -1);
}

/** The same under `--format json`. */
export function jsonComplaint({ out, err }: Run): { code: string; message: string; details: unknown } {
  expect(out).toBe('');
  expect(err).toMatch(/^[^\n]+\n$/);
  const { error } = JSON.parse(err);
  expect(Object.keys(error)).toEqual(['code', 'message', 'details']);
  expect(error.message).not.toMatch(/fault of leeway's|Error:|\bat .*:\d+:\d+/);
  return error;
}
