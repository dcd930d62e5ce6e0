import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../src/cli/fail.ts';
import { RefusalReason } from '../src/contracts/recommendation.ts';
import { Database } from '../src/store/database.ts';
import { raw, sql, text } from '../src/store/sql.ts';
import { leeway } from './support/in-process.ts';
import { builtCommand } from './support/leeway.ts';
import { blocksOf, type CodeBlock, headings } from './support/markdown.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'data/README.md',
  'notebooks/README.md',
];
/** They share one folder: each command runs once, as it stands, in their order. */
const PAGES = [
  'README.md',
  ...[
    ...['connecting-your-data', 'limits-and-deltas', 'operating', 'reliability', 'governing', 'serving'],
    ...[
      'recommendations',
      'reading-a-packet',
      'methods',
      'measured',
      'letting-it-act',
      'security',
      'concepts',
    ],
    ...['comparison', 'faq'],
  ].map((name) => `docs/${name}.md`),
];
/** By tests of their own; docs/sources.md has files of the reader, CONTRIBUTING.md the tools of this project. */
const RUN_ELSEWHERE = ['docs/first-hour.md', 'docs/recipes.md', 'docs/sources.md', 'CONTRIBUTING.md'];
const pages = PAGES.map(read).join('\n');
/** It lives through thousands of lives: test/validation/validate.test.ts runs it, as a process, and looks at what it says. */
const LONGEST = 'npx leeway validate --quick';
const commands = (path: string): string[] =>
  blocksOf(read(path))
    .filter((block) => block.language === 'sh')
    .flatMap((block) => block.lines.flatMap((line) => line.split(/ && | \| /)));

describe('documents', () => {
  it.each(documents)('%s links only to what exists', (path) => {
    const text = read(path).replace(/^```[\s\S]*?^```$/gm, '');
    const dead = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => {
        const [file = '', heading] = target.split('#');
        const found = join(root, dirname(path), file === '' ? path.replace(/^.*\//, '') : file);
        return (
          !existsSync(found) ||
          (heading !== undefined && !headings(readFileSync(found, 'utf8')).includes(heading))
        );
      });
    expect(dead).toEqual([]);
  });

  it.each(documents)('%s names only files and folders that exist', (path) => {
    const named = [...read(path).matchAll(/`((?:src|test|tools|docs|schema|data|bench)\/[\w./-]*)`/g)];
    expect(named.map(([, name = '']) => name).filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });

  it('have no command that nothing runs, but for those that take a file of the reader or belong to npm', () => {
    const unknown = documents
      .filter((path) => !PAGES.includes(path) && !RUN_ELSEWHERE.includes(path))
      .flatMap((path) => commands(path).map((line) => `${path}: ${line}`));
    const others = PAGES.flatMap(commands).filter(
      (line) => !/^(?:npx leeway|npm|cat helpdesk.csv)\b/.test(line),
    );
    expect([...unknown, ...others]).toEqual([]);
  });

  it('have pictures that are small, and no others', () => {
    const folder = join(root, 'docs/pictures');
    const shown = PAGES.flatMap((path) =>
      [...read(path).matchAll(/pictures\/([\w-]+\.\w+)\)/g)].map(([, name]) => name),
    );
    const kept = readdirSync(folder);
    expect(kept.sort()).toEqual(shown.sort());
    for (const name of kept) expect(statSync(join(folder, name)).size, name).toBeLessThan(200_000);
  });

  it.each([...PAGES, 'CONTRIBUTING.md'])('%s names only npm scripts that exist', (path) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(path).matchAll(/\bnpm (?:run )?([a-z]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !['ci', 'i'].includes(name) && scripts[name] === undefined)).toEqual([]);
  });
});

describe('the README and its pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leeway-readme-'));
  const path = `${join(folder, 'bin')}:${process.env['PATH']}`;

  beforeAll(async () => {
    // `npx leeway` as a reader has it.
    const command = `exec "${process.execPath}" "${builtCommand()}" "$@"`;
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/npx'), `#!/bin/sh\nshift\n${command}\n`, { mode: 0o755 });
    symlinkSync(join(root, 'data'), join(folder, 'data'));
    await writeLake();
    for (const block of blocksOf(pages))
      if (['csv', 'yaml'].includes(block.language))
        writeFileSync(join(folder, block.title), `${block.lines.join('\n')}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The bundled history as a lake, as `lake.yaml` says that it is. */
  const writeLake = async (): Promise<void> => {
    mkdirSync(join(folder, 'lake'));
    const db = await Database.open();
    for (const [name, key] of [
      ['decisions', `strftime(decided_at, '%Y-%m-%d') AS decided_on`],
      ['verdicts', `strftime(reviewed_at, '%Y-%m') AS month`],
    ] as const)
      await db.run(
        sql`COPY (SELECT *, ${raw(key)} FROM ${text(join(root, `data/${name}.parquet`))})
          TO ${text(join(folder, 'lake', name))} (FORMAT parquet, PARTITION_BY (${raw(key.split(' AS ')[1] ?? '')}))`,
      );
    db.close();
  };

  const throughShell = (line: string, env: Readonly<Record<string, string>>) => {
    const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', line], {
      cwd: folder,
      env: { ...process.env, PATH: path, ...env },
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  };

  /** A command by itself means the same without a shell; what has more in it than words, some in quotes, is left to one. */
  const run = async (line: string, env: Readonly<Record<string, string>> = {}) => {
    if (!/^npx leeway(?: (?:[\w./:@=-]+|'[^']*'))*$/.test(line)) return throughShell(line, env);
    const [, , ...words] = line.match(/'[^']*'|\S+/g) ?? [];
    const args = words.map((word) => word.replace(/^'(.*)'$/, '$1'));
    const { code, out, err } = await leeway(args, { cwd: folder, env });
    return { status: code, output: out + err };
  };

  type Answer = Readonly<Awaited<ReturnType<typeof run>> & { line: string }>;
  /** What the commands that the pages show say. */
  let said: Promise<readonly Answer[]> | null = null;
  const answers = (): Promise<readonly Answer[]> => {
    said ??= answered();
    return said;
  };
  const answered = async (): Promise<readonly Answer[]> => {
    const lines = blocksOf(pages)
      .filter((block) => block.language === 'sh')
      .flatMap((block) => block.lines)
      .filter((line) => line.includes('npx leeway') && !/\bFILE\b/.test(line) && line !== LONGEST);
    const all: Answer[] = [];
    // Shown as on a screen of 100 columns: in one line a domain would be too wide for a page.
    for (const line of lines)
      all.push({
        line,
        ...(await run(line, line.startsWith('npx leeway domains') ? { COLUMNS: '100' } : {})),
      });
    return all;
  };
  const answerTo = async (start: string): Promise<string> =>
    (await answers()).find(({ line }) => line.startsWith(start))?.output ??
    expect.fail(`no command ${start}`);

  it('shows commands that run as they stand', { timeout: 300_000 }, async () => {
    expect(pages).toContain(`\n${LONGEST}\n`);
    expect((await answers()).length).toBeGreaterThanOrEqual(30);
    for (const { line, status, output } of await answers())
      expect(status, `${line}\n${output}`).toBe(EXIT.done);
  });

  it('names only commands and options that exist', async () => {
    const used = [
      ...PAGES.flatMap(commands),
      ...[...pages.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code),
    ];
    const helpOf = async (...name: string[]): Promise<string> => (await leeway([...name, '--help'])).out;
    /** Of a command and of those under it. */
    const wholeHelp = async (name: string): Promise<string> => {
      const text = await helpOf(name);
      const [, under = ''] = /^Commands:\n((?: {2}.*\n)*)/m.exec(text) ?? [];
      const others = [...under.matchAll(/^ {2}([a-z-]+)/gm)].filter(([, other]) => other !== 'help');
      const texts = await Promise.all(others.map(([, other = '']) => helpOf(name, other)));
      return [text, ...texts].join('\n');
    };
    const help = new Map<string, string>();
    for (const [, name = ''] of (await helpOf()).matchAll(/^ {2}([a-z-]+) /gm))
      if (name !== 'leeway') help.set(name, await wholeHelp(name));
    let calls = 0;
    for (const line of used) {
      const [, name, rest] = /^(?:npx )?leeway ([a-z-]+)(.*)$/.exec(line) ?? [];
      const bare = /^--[a-z-]+/.test(line);
      if (name === undefined && !bare) continue;
      if (name !== undefined) calls += 1;
      const text = name === undefined ? [...help.values()].join('\n') : help.get(name);
      expect(text, line).toBeDefined();
      for (const [option] of (rest ?? line).matchAll(/--[a-z-]+/g))
        expect(text, line).toContain(`${option} `);
    }
    expect(calls).toBeGreaterThanOrEqual(5);
  });

  const isPart = (shown: CodeBlock | undefined, output: string): void => {
    let from = 0;
    expect(shown).toBeDefined();
    for (const line of shown?.lines ?? []) {
      const at = `\n${output}\n`.indexOf(`\n${line}\n`, from);
      expect(at, `a page shows, and the command no longer prints here:\n${line}`).toBeGreaterThanOrEqual(0);
      from = at + line.length;
    }
  };
  const shown = (title: string): CodeBlock | undefined =>
    blocksOf(pages).find((block) => block.language === 'text' && block.title === title);

  it('shows lines of the reliability of the bundled history', async () => {
    isPart(shown('domains'), await answerTo('npx leeway domains'));
  });

  it('shows lines of the walk through the bundled history', async () => {
    isPart(shown('backtest'), await answerTo('npx leeway backtest'));
  });

  it('shows the quarantine that its example fills', async () => {
    isPart(shown('helpdesk'), (await run('npx leeway recommend helpdesk.csv --map columns.yaml')).output);
  });

  it('states first only figures that its pages and measurements have', () => {
    const plain = (text: string): string => text.replace(/(?<=\d)[\s,\u2009](?=\d{3})/g, '');
    const [, first = ''] = /^## Measured\n([\s\S]*?)^## /m.exec(read('README.md')) ?? [];
    const cells = [...first.matchAll(/^\| [A-Z].*? \| (.*?) \|/gm)].map(([, cell = '']) => plain(cell));
    const figures = cells.flatMap((cell) => cell.match(/\d+(?:\.\d+)?/g) ?? []);
    expect(figures.length).toBeGreaterThan(12);
    const source = plain(
      ['docs/measured.md', 'docs/reliability.md', 'bench/RESULTS.md'].map(read).join('\n'),
    );
    expect(
      figures.filter((figure) => !new RegExp(`(?<![\\d.])${figure}(?![\\d.]*\\d)`).test(source)),
    ).toEqual([]);
  });

  it('explains every item of a packet under its title there', () => {
    const folder = join(root, 'src/reports/packet');
    const titles = readdirSync(folder).flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/^const ITEM_\d+ = '(.*)';$/gm)].map(
        ([, title = '']) => title,
      ),
    );
    const explained = [...read('docs/reading-a-packet.md').matchAll(/^\| (\d+\. .*?) \|/gm)].map(
      ([, title]) => title,
    );
    expect(explained).toEqual(titles.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)));
  });

  it('lists exit codes and reasons of refusal that exist', () => {
    const firstCells = (heading: string): string[] => {
      const section = pages.split(/^##? /m).find((text) => text.startsWith(heading)) ?? '';
      return [...section.matchAll(/^\| (`\w+_\w+`|\d+) \|/gm)].map(([, cell = '']) =>
        cell.replaceAll('`', ''),
      );
    };
    const [codes, reasons] = [firstCells('Exit codes').map(Number), firstCells('Columns and reasons')];
    expect(codes).toEqual(Object.values(EXIT).sort((a, b) => a - b));
    expect(reasons.length).toBeGreaterThan(3);
    expect(reasons.filter((reason) => !RefusalReason.safeParse(reason).success)).toEqual([]);
  });
});
