import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { bundleCommand } from '../../tools/bundle.ts';
import { ROOT, type Run, run } from '../support/leeway.ts';
import { blocksOf, type CodeBlock } from '../support/markdown.ts';

/** Somebody's project outside of this one, with the package in its node_modules. */
const project = mkdtempSync(join(tmpdir(), 'leeway-package-'));
afterAll(() => rmSync(project, { recursive: true, force: true }));

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const modules = join(project, 'node_modules');
const installed = join(modules, 'leeway');
let packed: string[] = [];

/** Packs a copy, compiled from the sources as they stand, and unpacks it beside the packages that it declares. */
beforeAll(async () => {
  const copy = join(project, 'copy');
  mkdirSync(copy);
  for (const name of ['package.json', 'README.md', 'LICENSE', ...manifest.files])
    if (name !== 'dist') cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const compiled = await run([
    process.execPath,
    compiler,
    '-p',
    join(ROOT, 'tsconfig.build.json'),
    '--singleThreaded',
    '--outDir',
    join(copy, 'dist'),
  ]);
  expect(compiled.out).toBe('');
  await bundleCommand(join(copy, 'dist'));
  const { code, out, err } = await run(
    ['npm', 'pack', '--ignore-scripts', '--json', '--pack-destination', project],
    { cwd: copy },
  );
  expect(code, err).toBe(0);
  const [tarball] = JSON.parse(out);
  packed = tarball.files.map((file: { path: string }) => file.path);
  mkdirSync(installed, { recursive: true });
  const unpacked = await run([
    'tar',
    '-xzf',
    join(project, tarball.filename),
    '-C',
    installed,
    '--strip-components=1',
  ]);
  expect(unpacked.code, unpacked.err).toBe(0);
  for (const name of Object.keys(manifest.dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
  // As npm does with every command of a package.
  mkdirSync(join(modules, '.bin'));
  chmodSync(join(installed, manifest.bin.leeway), 0o755);
  symlinkSync(join('../leeway', manifest.bin.leeway), join(modules, '.bin/leeway'));
});

const leeway = (...args: string[]): Promise<Run> =>
  run([join(modules, '.bin/leeway'), ...args], { cwd: project });

describe('the package', () => {
  it('holds what it needs and nothing else', () => {
    const folders = new Set(packed.map((path) => path.split('/')[0]));
    expect([...folders].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'data',
      'dist',
      'package.json',
      'schema',
    ]);
    expect(packed.filter((path) => path.startsWith('dist/') && !/\.(?:js|d\.ts)$/.test(path))).toEqual([]);
    const bytes = packed.reduce((sum, path) => sum + statSync(join(installed, path)).size, 0);
    expect(bytes).toBeLessThan(7_600_000);
  });

  it('brings the command leeway, which knows its version', async () => {
    expect(await leeway('--version')).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' });
  });

  it('recommends and demonstrates outside of this project', async () => {
    const data = join(installed, 'data');
    const args = [
      'recommend',
      join(data, 'decisions.parquet'),
      join(data, 'verdicts.parquet'),
      '--config',
      join(data, 'leeway.yaml'),
    ];
    const json = await leeway(...args, '--format', 'json');
    expect(json).toMatchObject({ code: 0, err: '' });
    const report = RecommendationReport.parse(JSON.parse(json.out));
    expect(report.input.decisions).toBe(60_000);
    const table = await leeway(...args);
    expect(table).toMatchObject({ code: 0, err: '' });
    const demo = await leeway('demo', '--print');
    expect(demo).toMatchObject({ code: 0, err: '' });
    expect(demo.out).toContain(table.out.trimEnd());
  });

  it('is a library whose types stand beside its code', async () => {
    const script = `const leeway = await import('leeway');
      const { createGate } = await import('leeway/gate');
      const { default: schema } = await import('leeway/schema/decision.json', { with: { type: 'json' } });
      console.log(JSON.stringify([typeof leeway.clopperPearson, typeof schema, Object.keys(leeway).length > 50, typeof createGate]));`;
    const node = await run([process.execPath, '--no-warnings', '--input-type=module', '-e', script], {
      cwd: project,
    });
    expect(node).toEqual({ code: 0, out: '["function","object",true,"function"]\n', err: '' });
    for (const entry of ['.', './charts', './gate'])
      expect(packed).toContain(manifest.exports[entry].types.replace('./', ''));
  });
});

describe('docs/library.md', () => {
  const blocks = blocksOf(readFileSync(join(ROOT, 'docs/library.md'), 'utf8'));
  const examples = blocks.filter(({ language }) => language === 'ts');
  const folder = join(project, 'examples');
  const textOf = (block: CodeBlock | undefined): string => `${block?.lines.join('\n')}\n`;
  beforeAll(() => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const example of examples) writeFileSync(join(folder, example.title), textOf(example));
  });

  it('has an answer under each example, and examples of every entrance', () => {
    expect(blocks.map(({ language, title }) => `${title} ${language}`)).toEqual(
      examples.flatMap(({ title }) => [`${title} ts`, `${title} text`]),
    );
    const imported = examples.map(textOf).join('');
    for (const entry of Object.keys(manifest.exports))
      if (!entry.includes('*')) expect(imported).toContain(`from '${entry.replace('.', 'leeway')}'`);
  });

  it('has examples that are sound TypeScript, by the types of the package', async () => {
    const compilerOptions = {
      ...{ target: 'es2023', lib: ['es2023', 'dom'], module: 'nodenext', strict: true, noEmit: true },
      ...{ types: [], skipLibCheck: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true },
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const checked = await run([process.execPath, compiler, '-p', folder, '--singleThreaded']);
    expect(checked).toEqual({ code: 0, out: '', err: '' });
  });

  it('prints what stands under each example', async () => {
    const said = await Promise.all(
      examples.map(async (example) => {
        const { code: script } = await transform(textOf(example), { loader: 'ts', format: 'esm' });
        const path = join(folder, example.title.replace(/ts$/, 'mjs'));
        writeFileSync(path, script);
        return { title: example.title, ...(await run([process.execPath, path])) };
      }),
    );
    const shown = blocks.filter(({ language }) => language === 'text');
    expect(said).toEqual(shown.map((one) => ({ title: one.title, code: 0, out: textOf(one), err: '' })));
  });
});
