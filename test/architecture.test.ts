import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf, withoutComments } from './support/imports-of.ts';
import { namesExportedBy, namesTakenBy } from './support/names-of.ts';

const root = join(import.meta.dirname, '..');
const src = join(root, 'src');

interface Room {
  /** Other folders of src that it may import from. */
  readonly rooms: readonly string[];
  /** Packages and parts of Node; `node:*` stands for all of Node. */
  readonly packages: readonly string[];
  /** Neither clock nor chance nor the outside world: the same input gives the same answer. */
  readonly pure: boolean;
  /** Files of a pure room that reach outside, by their names. */
  readonly outward?: readonly string[];
}

/**
 * Who may enter which room. ARCHITECTURE section 2, with these differences: the store validates what DuckDB
 * answers (zod), finds files (tinyglobby) and unpacks them (fzstd, tar); workflows read settings (yaml, node:fs)
 * and take turns (p-queue);
 * reports draw charts without a browser (vega, vega-lite); the command line lets reports write its tables; http and the command line validate what comes in (zod). A new folder needs a row here.
 */
const ROOMS: Readonly<Record<string, Room>> = {
  contracts: { rooms: [], packages: ['zod'], pure: true },
  statistics: { rooms: ['contracts'], packages: ['simple-statistics'], pure: true },
  tuning: { rooms: ['contracts', 'statistics'], packages: [], pure: true },
  reliability: { rooms: ['contracts', 'statistics', 'tuning'], packages: [], pure: true },
  validation: { rooms: ['contracts', 'statistics', 'tuning'], packages: [], pure: true },
  backtest: { rooms: ['contracts', 'statistics', 'tuning', 'validation'], packages: [], pure: true },
  governance: { rooms: ['contracts'], packages: ['node:crypto', 'canonicalize'], pure: true },
  // Writes what is in force as other programs read it: texts and bytes from plain data, each format in a file of its own.
  // The markup of JUnit is that of the reports.
  exporters: {
    rooms: ['contracts', 'reports'],
    packages: ['yaml', 'csv-stringify', 'nanotar', 'node:zlib'],
    pure: true,
  },
  // Copied into other people's services: no package, of the contracts their types only (test/gate/bundle.test.ts holds
  // it to that). It routes by its arguments; what follows the policies of a server has timers and asks for them.
  gate: { rooms: ['contracts'], packages: [], pure: true, outward: ['watch.ts'] },
  charts: { rooms: ['contracts'], packages: ['vega-lite'], pure: true },
  reports: { rooms: ['contracts', 'charts'], packages: ['vega', 'vega-lite'], pure: true },
  store: {
    rooms: ['contracts'],
    packages: ['@duckdb/node-api', 'node:*', 'zod', 'tinyglobby', 'fzstd', 'tar'],
    pure: false,
  },
  // What other tools write: their words and their SQL, which no other room needs to know.
  sources: { rooms: ['contracts', 'store'], packages: ['zod'], pure: false },
  // Engines that hold decisions elsewhere: what is asked of them, in the words of each, and how.
  warehouse: {
    rooms: ['contracts', 'store'],
    packages: ['@clickhouse/client', 'pg', 'csv-stringify', 'zod', 'node:*'],
    pure: false,
  },
  workflows: {
    rooms: [
      'contracts',
      'statistics',
      'tuning',
      'reliability',
      'validation',
      'backtest',
      'governance',
      'exporters',
      'gate',
      'reports',
      'store',
      'sources',
      'warehouse',
    ],
    packages: [
      'p-queue',
      'yaml',
      'zod',
      'jose',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:crypto',
      'node:os',
      'node:timers/promises',
      'node:worker_threads',
    ],
    pure: false,
  },
  http: {
    rooms: ['contracts', 'workflows'],
    packages: [
      'fastify',
      '@fastify/compress',
      '@fastify/cookie',
      '@fastify/etag',
      '@fastify/helmet',
      '@fastify/rate-limit',
      '@fastify/static',
      '@fastify/swagger',
      'fastify-type-provider-zod',
      // Log-in by a provider: what a client has to check is for those to say who keep the library.
      'openid-client',
      'prom-client',
      'zod',
      'node:*',
    ],
    pure: false,
  },
  cli: {
    rooms: ['contracts', 'workflows', 'reports', 'http'],
    packages: ['commander', 'text-table', 'cli-progress', 'zod', 'node:*'],
    pure: false,
  },
};

/**
 * The console, which a browser runs: from the sources it has words, charts, the packet as it is told on paper
 * (docs/adr/0031), and statistics, by which it shows how the guarantee works (docs/adr/0034), and of these only what brings no schema with it (test/web/serving.test.ts looks into the bundle). Each package here is one that a page has to load.
 */
const WEB: Room = {
  rooms: ['contracts', 'charts', 'reports', 'statistics'],
  packages: ['preact', 'preact-iso', 'vega', 'vega-embed', 'vega-interpreter', 'vega-lite'],
  pure: false,
};

/** The public list of what others may import. */
const ENTRANCE = { file: 'index.ts', rooms: ['contracts', 'statistics', 'tuning', 'reliability'] };

const MOST_LINES = 250;

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replaceAll('\\', '/'))
  .sort();
const sources = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]));
const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] as string) : '');

/** What is wrong with one import; null where nothing is. */
function objection(file: string, specifier: string): string | null {
  const room = roomOf(file);
  if (specifier.startsWith('.')) {
    const target = relative(src, resolve(src, dirname(file), specifier)).replaceAll('\\', '/');
    if (!specifier.endsWith('.ts')) return 'a relative import ends in .ts';
    if (!sources.has(target)) return 'a relative import names a file of src';
    if (file === ENTRANCE.file)
      return ENTRANCE.rooms.includes(roomOf(target)) ? null : 'not for the public list';
    const isOpen = roomOf(target) === room || ROOMS[room]?.rooms.includes(roomOf(target));
    return isOpen ? null : `${room} may not enter ${roomOf(target) || target}`;
  }
  const name = specifier.startsWith('node:')
    ? specifier
    : specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');
  const allowed = ROOMS[room]?.packages ?? [];
  const isAllowed = allowed.includes(name) || (name.startsWith('node:') && allowed.includes('node:*'));
  return isAllowed ? null : `${room || file} may not use ${name}`;
}

/** Files that import one another in a ring, types included; empty where there is none. */
function ring(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const [done, path] = [new Set<string>(), [] as string[]];
  const visit = (file: string): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    path.push(file);
    for (const next of imports.get(file) ?? []) {
      const found = visit(next);
      if (found.length > 0) return found;
    }
    path.pop();
    done.add(file);
    return [];
  };
  for (const file of imports.keys()) {
    const found = visit(file);
    if (found.length > 0) return found;
  }
  return [];
}

const web = join(root, 'web');
const webSources = new Map(
  readdirSync(web, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .sort()
    .map((file) => [file, readFileSync(join(web, file), 'utf8')] as const),
);

/** The same of a file of the console. */
function webObjection(file: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) {
    const name = specifier.split('/')[0] ?? '';
    return WEB.packages.includes(name) ? null : `web may not use ${name}`;
  }
  const target = resolve(web, dirname(file), specifier);
  const own = relative(web, target);
  if (!own.startsWith('..')) return webSources.has(own) ? null : 'a relative import names a file of web';
  const theirs = relative(src, target);
  if (!sources.has(theirs)) return 'a relative import names a file of src';
  return WEB.rooms.includes(roomOf(theirs)) ? null : `web may not enter ${roomOf(theirs)}`;
}

/** What others than files of this repository take: the entrances of the package and of the command. */
const FOR_OTHERS = ['src/index.ts', 'src/charts/index.ts', 'src/gate/index.ts'];

/** Values that files of src and web export, and that no other file here takes. */
function untaken(): string[] {
  const takers = ['src', 'web', 'tools', 'bench', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  );
  const texts = new Map(takers.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  const taken = new Set(
    [...texts].flatMap(([file, text]) =>
      namesTakenBy(text).map(({ specifier, name }) => `${join(dirname(file), specifier)} ${name}`),
    ),
  );
  return [...texts]
    .filter(([file]) => /^(?:src|web)\b/.test(file) && !FOR_OTHERS.includes(file) && !taken.has(`${file} *`))
    .flatMap(([file, text]) => namesExportedBy(text).map((name) => `${file} ${name}`))
    .filter((name) => !taken.has(name))
    .sort();
}

describe('the house', () => {
  it('has a row in the table for every folder, and a folder for every row', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((entry) => entry.name).sort()).toEqual(Object.keys(ROOMS).sort());
    expect(files.filter((file) => !file.includes('/') && file !== ENTRANCE.file)).toEqual([]);
  });

  it('lets every file import only from the rooms and packages of its row', () => {
    const objections = [...sources].flatMap(([file, source]) =>
      importsOf(source).flatMap(({ specifier, line }) => {
        const fault = objection(file, specifier);
        return fault === null ? [] : [`src/${file}:${line} imports ${specifier}: ${fault}`];
      }),
    );
    expect(objections).toEqual([]);
  });

  it('lets the console import only words, charts and the packages of its row', () => {
    const objections = [...webSources].flatMap(([file, source]) =>
      importsOf(source).flatMap(({ specifier, line }) => {
        const fault = webObjection(file, specifier);
        return fault === null ? [] : [`web/${file}:${line} imports ${specifier}: ${fault}`];
      }),
    );
    expect(objections).toEqual([]);
    expect(webObjection('domains/domains.tsx', '../../src/workflows/ask-record.ts')).not.toBeNull();
    expect(webObjection('domains/domains.tsx', 'zod')).not.toBeNull();
    expect(webObjection('domains/domains.tsx', './no-such-file.tsx')).not.toBeNull();
  });

  it('has no ring of imports', () => {
    for (const [folder, all] of [
      [src, sources],
      [web, webSources],
    ] as const) {
      const imports = new Map(
        [...all].map(([file, source]) => [
          file,
          importsOf(source)
            .filter(({ specifier }) => specifier.startsWith('.'))
            .map(({ specifier }) => relative(folder, resolve(folder, dirname(file), specifier))),
        ]),
      );
      expect(ring(imports)).toEqual([]);
    }
  });

  it('exports by name only', () => {
    const nameless = [...sources, ...webSources].filter(([, source]) =>
      /\bexport\s+default\b|\bexport\s*=|\bas\s+default\b/.test(withoutComments(source)),
    );
    expect(nameless.map(([file]) => file)).toEqual([]);
  });

  it('exports no value that nobody takes', () => {
    expect(untaken()).toEqual([]);
  });

  it('keeps files to one idea: at most 250 lines', () => {
    const long = [...sources, ...webSources].filter(
      ([, source]) => source.trimEnd().split('\n').length > MOST_LINES,
    );
    expect(long.map(([file]) => file)).toEqual([]);
  });

  it('keeps folders at most two levels deep', () => {
    expect(files.filter((file) => file.split('/').length > 3)).toEqual([]);
  });

  it('keeps clock, chance and the outside world out of the pure rooms', () => {
    const impure =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.now\b|\bprocess\.(?:argv|cwd|env|exit|hrtime|memoryUsage|on|platform|std|uptime|version)|\bglobalThis\b|\bconsole\.|\bfetch\(|\bsetTimeout\(|\brandomUUID\b|\brandomBytes\b/;
    const found = [...sources].flatMap(([file, source]) =>
      ROOMS[roomOf(file)]?.pure === true &&
      !ROOMS[roomOf(file)]?.outward?.includes(file.split('/').at(-1) ?? '')
        ? withoutComments(source)
            .split('\n')
            .flatMap((text, index) => (impure.test(text) ? [`src/${file}:${index + 1}: ${text.trim()}`] : []))
        : [],
    );
    expect(found).toEqual([]);
  });
});

describe('the watch itself', () => {
  it('sees every way to import', () => {
    const source = [
      "import { a } from './a.ts';",
      'import type { B } from "../b.ts";',
      'import {',
      '  c,',
      "} from 'c';",
      "import * as d from '@scope/d/deep';",
      "import 'e';",
      "export * from './f.ts';",
      "export { type G, g } from './g.ts';",
      "export type { H } from './h.ts';",
      "const i = await import('i');",
      'const j = await import(i);',
      "// import { k } from 'k';",
      "/* import('l') */",
      "const m = 'import';",
      "export const n = () => from('n');",
    ].join('\n');
    expect(importsOf(source).map(({ specifier, line }) => `${line} ${specifier}`)).toEqual([
      '1 ./a.ts',
      '2 ../b.ts',
      '3 c',
      '6 @scope/d/deep',
      '7 e',
      '8 ./f.ts',
      '9 ./g.ts',
      '10 ./h.ts',
      '11 i',
      '12 <computed>',
    ]);
  });

  it('sees what is exported, and what is taken', () => {
    const source = [
      'export const a = 1;',
      'export async function b() {}',
      'export type C = string;',
      "export { d, type E, f as g } from './h.ts';",
      "import type { I } from '../i.ts';",
      'import {',
      '  j,',
      '  k as l,',
      "} from './m.ts';",
      "import * as n from './n.ts';",
      "const { o, p: q } = await import('./r.ts');",
      "const s = (await import('./t.ts')).u;",
      "// export const s = '';",
    ].join('\n');
    expect(namesExportedBy(source)).toEqual(['a', 'b', 'd', 'g']);
    expect(namesTakenBy(source).map(({ specifier, name }) => `${specifier} ${name}`)).toEqual([
      ...['./h.ts d', './h.ts E', './h.ts f', '../i.ts I', './m.ts j', './m.ts k'],
      ...['./r.ts o', './r.ts p', './t.ts u', './n.ts *'],
    ]);
  });

  it('finds as many imports as a plain search for the word at the beginning of a line, or awaited', () => {
    for (const [file, source] of sources) {
      const words = source.match(/^import\b|\bawait import\(/gm)?.length ?? 0;
      const found = importsOf(source.replace(/^export\b/gm, 'const _ = 0; export')).length;
      expect(found, file).toBe(words);
    }
  });

  it.each([
    ['contracts/time.ts', '../statistics/index.ts'],
    ['contracts/time.ts', 'node:fs'],
    ['statistics/log-gamma.ts', '../tuning/tally.ts'],
    ['tuning/certify.ts', '../store/sql.ts'],
    ['tuning/certify.ts', 'zod'],
    ['tuning/certify.ts', './tally'],
    ['tuning/certify.ts', './no-such-file.ts'],
    ['store/simulation/simulate.ts', '../../tuning/certify.ts'],
    ['store/database.ts', 'commander'],
    ['governance/digest.ts', 'node:fs'],
    ['gate/create-gate.ts', 'zod'],
    ['gate/watch.ts', 'node:http'],
    ['gate/audit-draw.ts', '../statistics/random.ts'],
    ['reports/figures.ts', '../tuning/tally.ts'],
    ['workflows/ask-record.ts', '../cli/program.ts'],
    ['workflows/ask-record.ts', '@duckdb/node-api'],
    ['cli/commands/demo.ts', '../../store/database.ts'],
    ['index.ts', './store/database.ts'],
    ['nowhere/new.ts', 'zod'],
    ['tuning/certify.ts', '<computed>'],
  ])('objects to %s importing %s', (file, specifier) => {
    expect(objection(file, specifier)).not.toBeNull();
  });

  it('sees a ring', () => {
    expect(
      ring(
        new Map([
          ['a', ['b', 'c']],
          ['b', []],
          ['c', ['d']],
          ['d', ['a']],
        ]),
      ),
    ).toEqual(['a', 'c', 'd', 'a']);
  });
});
