import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, inject, onTestFinished } from 'vitest';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Says how a result is to look, which is for a test to say. */
export const OF_THE_SCREEN = ['COLUMNS', 'NO_COLOR', 'FORCE_COLOR', 'LEEWAY_DEBUG'];
/** As they were before any command ran in this process. */
const ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !OF_THE_SCREEN.includes(name)),
);
const HOME = process.cwd();

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
  /** Runs through another program, for example a shell. */
  readonly through?: readonly string[];
}

/** Where the command is, compiled from the sources as they stood when the run of tests began. */
export function builtCommand(): string {
  return inject('command');
}

/** The command line, compiled from the sources as they stand, as a process of its own. */
export function leeway(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const command = options.uid === undefined ? builtCommand() : inject('commandOfOthers');
  return run([process.execPath, command, ...args], options);
}

/** A server as a process of its own, once it listens. It is killed when the test is done, if it still runs. */
export async function leewayServer(
  args: readonly string[],
  cwd: string,
  command: 'serve' | 'demo' = 'serve',
): Promise<{ readonly process: ChildProcess; readonly url: string; readonly ended: Promise<number | null> }> {
  const env = { ...ENVIRONMENT };
  const child = spawn(process.execPath, [builtCommand(), command, '--port', '0', ...args], { cwd, env });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    // The store is free for the next test only then.
    await ended;
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const [, found] = /(?: is served at |The console: )([^\s,]+)(?:, to read only)?\n/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', () => reject(new Error(`the server ended: ${said}`)));
  });
  return { process: child, url, ended };
}

export function run(command: readonly string[], options: RunOptions = {}): Promise<Run> {
  const [program = '', ...args] = [...(options.through ?? []), ...command];
  const child = spawn(program, args, {
    cwd: options.cwd ?? HOME,
    env: { ...ENVIRONMENT, ...options.env },
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
