import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Said } from './words.ts';

/** What a notebook may import, and where it stands: nothing but what the package gives to everybody. */
export const ENTRANCES = {
  'leeway/charts': 'src/charts/index.ts',
  'leeway/gate': 'src/gate/index.ts',
  leeway: 'src/index.ts',
  notebook: 'tools/notebooks/words.ts',
} as const;

export type Run = (answers: Readonly<Record<string, unknown>>) => Said[];

/**
 * Loads a notebook that was written as a module.
 *
 * @param root of the project
 */
export async function loadModule(name: string, source: string, root: string): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'leeway-notebook-'));
  try {
    const from = join(folder, `${name}.ts`);
    const to = join(folder, `${name}.mjs`);
    writeFileSync(from, source);
    await build({
      absWorkingDir: root,
      entryPoints: [from],
      outfile: to,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      logLevel: 'warning',
      alias: Object.fromEntries(
        Object.entries(ENTRANCES).map(([specifier, file]) => [specifier, join(root, file)]),
      ),
      // A package is looked for where the file stands that imports it, which is outside of the project for cells.
      nodePaths: [join(root, 'node_modules')],
    });
    const { run }: { run: Run } = await import(/* @vite-ignore */ pathToFileURL(to).href);
    return run;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
