import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundleCommand } from '../../tools/bundle.ts';
import { bundleConsole } from '../../tools/bundle-console.ts';
import { startChromium } from './chromium.ts';
import { crowdLines } from './crowd-lines.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a server of each store listens: the bundled contact center, one without rows, one of 2 000 domains. */
    readonly consoles: Readonly<Record<'center' | 'empty' | 'crowd', string>>;
    /** Where the files of the console were built, for servers of a test's own. */
    readonly consoleFolder: string;
    /** Where a browser waits; null where there is none. */
    readonly browser: string | null;
  }
}

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'leeway-console-'));
const ends: (() => Promise<unknown>)[] = [];

/** Builds once for all tests of the console, fills the stores, and starts their servers and one browser. */
export async function setup(project: TestProject): Promise<void> {
  for (const name of ['package.json', 'data', 'node_modules'])
    symlinkSync(join(ROOT, name), join(folder, name));
  await Promise.all([bundleCommand(join(folder, 'dist')), bundleConsole(join(folder, 'dist/web'))]);
  const data = join(ROOT, 'data');
  const mapping = join(folder, 'mapping.yaml');
  writeFileSync(mapping, 'segments: [language, channel]\n');
  const crowd = join(folder, 'crowd.jsonl');
  writeFileSync(crowd, crowdLines(2000));
  const [browser, center, empty, full] = await Promise.all([
    startChromium(),
    serve('center', [join(data, 'decisions.parquet'), join(data, 'verdicts.parquet'), '--map', mapping]),
    serve('empty', []),
    serve('crowd', [crowd]),
  ]);
  project.provide('consoleFolder', join(folder, 'dist/web/'));
  project.provide('consoles', { center, empty, crowd: full });
  if (typeof browser === 'string') {
    process.stderr.write(`\nThe tests in a browser are skipped: ${browser}\n\n`);
    project.provide('browser', null);
    return;
  }
  ends.push(() => browser.close());
  project.provide('browser', browser.wsEndpoint());
}

export async function teardown(): Promise<void> {
  await Promise.all(ends.map((end) => end()));
  rmSync(folder, { recursive: true, force: true });
}

/** A store with what these files hold, and a server of it. */
async function serve(name: string, files: readonly string[]): Promise<string> {
  const place = join(folder, name);
  mkdirSync(place);
  const leeway = [join(folder, 'dist/cli/bin.js')];
  const config = ['--config', join(ROOT, 'data/leeway.yaml')];
  execFileSync(process.execPath, [...leeway, 'init'], { cwd: place, stdio: 'ignore' });
  if (files.length > 0)
    execFileSync(process.execPath, [...leeway, 'ingest', ...files], { cwd: place, stdio: 'ignore' });
  const server = spawn(process.execPath, [...leeway, 'serve', '--port', '0', ...config], { cwd: place });
  ends.push(() => ended(server));
  const url = await listening(server);
  // What a store answered once it keeps: no test waits for what another has waited for.
  for (const part of ['recommendations', 'domains']) await (await fetch(`${url}/v1/${part}`)).text();
  return url;
}

function listening(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const [, found] = / is served at (\S+)\n/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.on('close', () => reject(new Error(`the server ended: ${said}`)));
  });
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.on('close', () => resolve());
    server.kill('SIGKILL');
  });
}
