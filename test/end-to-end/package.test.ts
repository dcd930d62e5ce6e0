import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { bundleCommand } from '../../tools/bundle.ts';
import { ROOT, type Run, run } from '../support/leeway.ts';

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
    expect(bytes).toBeLessThan(7_500_000);
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
    for (const entry of ['.', './gate'])
      expect(packed).toContain(manifest.exports[entry].types.replace('./', ''));
  });
});
