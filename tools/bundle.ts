/** `npm run build`, second part: the command line in one piece, which starts in less than half the time of its parts. */
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');

/**
 * Bundles the command and its worker threads, packages included, but for DuckDB's native part, the server's and what draws.
 * @param folder absolute, where `cli/bin.js` is to stand
 */
export async function bundleCommand(folder: string): Promise<void> {
  await bundle(['src/cli/bin.ts', 'src/workflows/validate-worker.ts'], folder);
}

/**
 * Bundles the same command for those who call it from a process of their own: tests.
 * @param folder that of `bundleCommand`; `cli/program.js` comes to stand there
 */
export async function bundleProgram(folder: string): Promise<void> {
  await bundle(['src/cli/program.ts'], folder);
}

async function bundle(entryPoints: string[], folder: string): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints,
    outbase: 'src',
    outdir: folder,
    // As deep as every folder of src: a path from import.meta.url means the same in both.
    chunkNames: 'parts/[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // Only a server needs fastify, metrics and a log-in, only a picture vega, only a pull an engine's client, and only a backup over
    // HTTP an archive: they are found where npm has put them.
    external: [
      '@duckdb/node-bindings',
      'fastify',
      '@fastify/*',
      'prom-client',
      'openid-client',
      'p-queue',
      'vega',
      'vega-lite',
      '@clickhouse/client',
      'pg',
      'tar',
    ],
    legalComments: 'inline',
    logLevel: 'warning',
    // Packages written for require() ask for parts of Node with it.
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);`,
    },
  });
}

if (process.argv[1] === import.meta.filename) await bundleCommand(join(ROOT, 'dist'));
