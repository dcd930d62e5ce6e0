/** `npm run build`, last part: the web console, as files that a browser takes and keeps. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
const SCRIPT = 'web/main.tsx';
const STYLE = 'web/styles/console.css';
const DRAWING = 'web/chart/draw-chart.ts';

/**
 * Bundles the console: `index.html`, and under `assets/` files whose names change with their content, each packed
 * beforehand too.
 *
 * @param folder absolute, where `index.html` is to stand
 * @returns what each file is made of; paths are relative to the root of the project
 */
export async function bundleConsole(folder: string): Promise<Metafile> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [SCRIPT, STYLE],
    outdir: folder,
    entryNames: 'assets/[name]-[hash]',
    chunkNames: 'assets/[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: ['chrome123', 'firefox125', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'linked',
    logLevel: 'warning',
  });
  mkdirSync(join(folder, 'assets'), { recursive: true });
  for (const { path, contents } of outputFiles) writePacked(path, contents);
  writePacked(join(folder, 'index.html'), Buffer.from(page(metafile)));
  return metafile;
}

/** The files that a browser loads before the page can be drawn: the script and what it imports at once, by its name. */
export function firstLoad(metafile: Metafile): string[] {
  const found = new Set([builtFrom(metafile, SCRIPT)]);
  for (const file of found)
    for (const { path, kind } of metafile.outputs[file]?.imports ?? [])
      if (kind === 'import-statement') found.add(path);
  return [...found];
}

function builtFrom({ outputs }: Metafile, source: string): string {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === source);
  if (found === undefined) throw new Error(`${source} was not built`);
  return found[0];
}

function page(metafile: Metafile): string {
  const address = (file: string): string => `/assets/${file.split('/').at(-1)}`;
  const [script = '', ...imported] = firstLoad(metafile).map(address);
  const preloads = [
    ...imported.map((href) => `<link rel="modulepreload" href="${href}">`),
    // Nearly every page has a chart: what draws it comes while the page waits for its answers.
    `<link rel="modulepreload" fetchpriority="low" href="${address(builtFrom(metafile, DRAWING))}">`,
  ];
  return readFileSync(join(ROOT, 'web/index.html'), 'utf8')
    .replace('%STYLE%', address(builtFrom(metafile, STYLE)))
    .replace('%SCRIPT%', script)
    .replace('%PRELOADS%', preloads.join('\n'));
}

/** Small files are not worth packing. */
const LEAST_BYTES = 1000;

function writePacked(path: string, contents: Uint8Array): void {
  writeFileSync(path, contents);
  if (contents.length < LEAST_BYTES) return;
  // The last step of brotli takes ten times as long, for the fiftieth part of the size.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: contents.length };
  writeFileSync(`${path}.br`, brotliCompressSync(contents, { params }));
  writeFileSync(`${path}.gz`, gzipSync(contents, { level: 9 }));
}

if (process.argv[1] === import.meta.filename) await bundleConsole(join(ROOT, 'dist/web'));
