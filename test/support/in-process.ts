import { Readable } from 'node:stream';
import { inject } from 'vitest';
import type { main } from '../../src/cli/program.ts';
import { OF_THE_SCREEN, type Run, type RunOptions } from './leeway.ts';

type HereOptions = Pick<RunOptions, 'cwd' | 'env' | 'input'>;

/** They share one working directory, one environment and one output: one at a time. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * The command line in this process: the same bundle, without the third of a second in which a process starts. For what
 * is printed, refused and kept; signals, locks, memory and terminals need a process of their own.
 */
export function leeway(args: readonly string[], options: HereOptions = {}): Promise<Run> {
  const run = turn.then(() => runHere(args, options));
  turn = run.catch(() => {});
  return run;
}

async function runHere(args: readonly string[], { cwd, env, input }: HereOptions): Promise<Run> {
  const program: { main: typeof main } = await import(/* @vite-ignore */ inject('program'));
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  const restore = [
    put(process.stdout, { write: writer(out), isTTY: false }),
    put(process.stderr, { write: writer(err), isTTY: false }),
    put(process, {
      stdin: Readable.from(input === undefined ? [] : [Buffer.from(input)], { objectMode: false }),
      // What the command knows its own code by.
      argv: [process.execPath, inject('command'), ...args],
    }),
    putEnvironment({ ...Object.fromEntries(OF_THE_SCREEN.map((name) => [name, null])), ...env }),
  ];
  const home = process.cwd();
  try {
    process.chdir(cwd ?? home);
    const code = await program.main(args);
    return { code, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') };
  } finally {
    process.chdir(home);
    for (const back of restore) back();
    process.exitCode = undefined;
  }
}

/** Puts other properties in the place of an object's own; answers what puts those back. */
function put(target: object, values: Readonly<Record<string, unknown>>): () => void {
  const before = Object.keys(values).map(
    (name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const,
  );
  for (const [name, value] of Object.entries(values))
    Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
  return () => {
    for (const [name, descriptor] of before)
      if (descriptor === undefined) Reflect.deleteProperty(target, name);
      else Object.defineProperty(target, name, descriptor);
  };
}

/** Sets variables, null for none; the system itself is told, which finds the folder for temporary files by them. */
function putEnvironment(values: Readonly<Record<string, string | null>>): () => void {
  const set = (name: string, value: string | null | undefined): void => {
    if (value === null || value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const);
  for (const [name, value] of Object.entries(values)) set(name, value);
  return () => {
    for (const [name, value] of before) set(name, value);
  };
}

/** A `write` that keeps what it is given, and says later that it has, as a pipe does. */
function writer(kept: Buffer[]) {
  return (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    kept.push(Buffer.from(chunk as Uint8Array));
    const done = rest.find((one) => typeof one === 'function');
    if (done !== undefined) setImmediate(() => done());
    return true;
  };
}
