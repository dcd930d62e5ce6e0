import { chmodSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundleCommand, bundleProgram } from '../../tools/bundle.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the command stands, compiled from the sources as they stood when the run began. */
    readonly command: string;
    /** The module beside it whose `main` runs one command line. */
    readonly program: string;
    /** The same command where every user of this machine may read it. */
    readonly commandOfOthers: string;
  }
}

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'leeway-built-'));

/** Bundles once for a run of tests: each process then starts in a fraction of the time that it takes from the sources. */
export async function setup(project: TestProject): Promise<void> {
  chmodSync(folder, 0o755);
  for (const name of ['package.json', 'data', 'node_modules'])
    symlinkSync(join(ROOT, name), join(folder, name));
  await bundleCommand(join(folder, 'dist'));
  await bundleProgram(join(folder, 'dist'));
  project.provide('command', join(folder, 'dist/cli/bin.js'));
  project.provide('program', join(folder, 'dist/cli/program.js'));
  copyForOthers();
  project.provide('commandOfOthers', join(folder, 'others/dist/cli/bin.js'));
}

/** Some tests run it as another user, who may not look where the project stands. */
function copyForOthers(): void {
  const others = join(folder, 'others');
  for (const name of ['package.json', 'node_modules/@duckdb'])
    cpSync(join(ROOT, name), join(others, name), { recursive: true });
  cpSync(join(folder, 'dist'), join(others, 'dist'), { recursive: true });
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
