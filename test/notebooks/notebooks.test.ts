import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTRANCES } from '../../tools/notebooks/build-modules.ts';
import { type Made, make, notebooks, PAGES } from '../../tools/notebooks/make-page.ts';
import { gapsOf } from '../../tools/notebooks/write-module.ts';
import { startChromium } from '../support/chromium.ts';
import { importsOf } from '../support/imports-of.ts';
import { builtCommand, ROOT, run } from '../support/leeway.ts';

const all = notebooks();
const names = all.map(({ name }) => name);
const named = (name: string) => all.find((one) => one.name === name) ?? expect.fail(name);
const made = new Map<string, Made>();

describe.each(names)('notebook %s', (name) => {
  it('answers what its page says, to the byte', { timeout: 120_000 }, async () => {
    const answer = await make(named(name), all, builtCommand());
    made.set(name, answer);
    const kept = readFileSync(join(PAGES, `${name}.html`), 'utf8');
    // Lines, for a difference of one number to be seen: after a look, npm run notebooks writes them anew.
    expect(answer.page.split('\n')).toEqual(kept.split('\n'));
  });

  it('types no figure in its prose, but has each from a cell', () => {
    const typed = named(name).parts.flatMap((part) =>
      part.kind === 'prose'
        ? gapsOf(part.markdown)
            .map(({ text }) => text.replace(/`[^`]*`|\]\([^)]*\)|\(\w+, \d{4}\)/g, ''))
            .flatMap((text) => text.match(/\S*\d\S*/g) ?? [])
        : [],
    );
    expect(typed).toEqual([]);
  });

  it('has only what the package gives to everybody, and ends with what to do', () => {
    const { parts } = named(name);
    const imported = parts.flatMap((part) =>
      part.kind === 'cell' && part.language === 'ts'
        ? importsOf(part.code).map(({ specifier }) => specifier)
        : [],
    );
    const entrances = Object.keys(ENTRANCES).filter((one) => one !== 'notebook');
    expect(imported.filter((specifier) => !entrances.includes(specifier))).toEqual([]);
    const last = parts.at(-1);
    expect(last?.kind === 'prose' && last.markdown).toMatch(/^## What to do with the answer$/m);
    expect(parts.some((part) => part.kind === 'cell' && part.language !== 'ts')).toBe(true);
  });
});

describe('the notebooks', () => {
  it('have a page each, and no other', () => {
    expect(names).toHaveLength(5);
    expect(readdirSync(PAGES).sort()).toEqual(names.map((name) => `${name}.html`));
  });

  it('are sound TypeScript', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leeway-notebook-types-'));
    for (const [name, { source }] of made) writeFileSync(join(folder, `${name}.ts`), source);
    const paths = Object.fromEntries(
      Object.entries(ENTRANCES).map(([specifier, file]) => [specifier, [join(ROOT, file)]]),
    );
    const config = {
      extends: join(ROOT, 'tsconfig.json'),
      // A reader is to see what is reckoned, not what an index might lack.
      compilerOptions: {
        ...{ paths, types: [], lib: ['es2023', 'dom'] },
        ...{ noUncheckedIndexedAccess: false, noUnusedLocals: false },
      },
      include: ['.'],
    };
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { out } = await run([process.execPath, compiler, '-p', folder, '--singleThreaded']);
    rmSync(folder, { recursive: true });
    expect(made.size).toBe(names.length);
    expect(out).toBe('');
  });
});

const AXE = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
const server = await startChromium();
if (typeof server === 'string') console.warn(`Pages of notebooks are not opened: ${server}.`);

describe.skipIf(typeof server === 'string')('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    if (typeof server !== 'string') browser = await chromium.connect(server.wsEndpoint());
  });
  afterAll(async () => {
    await browser?.close();
    if (typeof server !== 'string') await server.close();
  });

  it.each(names)(
    '%s shows pictures and figures with no network, wide and narrow, to everybody',
    async (name) => {
      const context = await browser.newContext({ offline: true, colorScheme: 'dark' });
      const page = await context.newPage();
      const [errors, asked]: [string[], string[]] = [[], []];
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('request', (request) => asked.push(request.url()));
      const address = pathToFileURL(join(PAGES, `${name}.html`)).href;
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(address);
        const seen = await page.evaluate(() => ({
          pictures: [...document.querySelectorAll('figure.chart svg')].map(
            (picture) => picture.getBoundingClientRect().width,
          ),
          figures: (document.querySelector('main')?.textContent ?? '').match(/\d[\d.\u202f]* ?\u00a0?%/g)
            ?.length,
          paper: getComputedStyle(document.body).backgroundColor,
          ink: getComputedStyle(document.querySelector('svg text') ?? document.body).fill,
          over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        }));
        expect(seen.pictures.length).toBeGreaterThan(0);
        for (const wide of seen.pictures) expect(wide).toBeGreaterThan(150);
        expect(seen.figures).toBeGreaterThan(5);
        expect(seen.paper).toBe('rgb(20, 23, 28)');
        expect(seen.ink).not.toBe('rgb(0, 0, 0)');
        expect(seen.over).toBeLessThanOrEqual(0);
      }
      await page.evaluate(AXE);
      const faults = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: { run(): Promise<{ violations: { id: string }[] }> };
        };
        return (await axe.run()).violations.map(({ id }) => id);
      });
      expect(faults).toEqual([]);
      expect(errors).toEqual([]);
      expect(asked.filter((url) => url !== address)).toEqual([]);
      await context.close();
    },
  );
});
