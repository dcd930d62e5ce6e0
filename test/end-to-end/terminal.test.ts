import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/cli/display-width.ts';
import { csvText, historyRows } from '../support/history-files.ts';
import { leeway } from '../support/in-process.ts';
import { leeway as leewayProcess, ROOT, type RunOptions } from '../support/leeway.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-terminal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAMES = [
  'refunds',
  '客户退款审批流程',
  '🚀 launch',
  'eu/payments/chargebacks/second-presentment/goods-not-received',
];

beforeAll(async () => {
  writeFileSync(
    join(folder, 'names.csv'),
    csvText(historyRows(400, (_, index) => ({ domain: NAMES[index % 4] as string }))),
  );
  // Written, it is some times what a pipe holds.
  const many = historyRows(5000, (_, index) => ({ domain: `domain-${index % 500}` }));
  writeFileSync(join(folder, 'many.csv'), csvText(many));
  await leeway(['init'], { cwd: folder });
  const files = ['decisions', 'verdicts'].map((name) => join(ROOT, 'data', `${name}.parquet`));
  expect(await leeway(['ingest', ...files], { cwd: folder })).toMatchObject({ code: 0, err: '' });
});

/** The bundled history, read once into a store. */
const SAMPLE = ['recommend', '--config', join(ROOT, 'data/leeway.yaml')];

async function table(env: Readonly<Record<string, string>>, args = SAMPLE, cwd = folder): Promise<string[]> {
  const run = await leeway(args, { cwd, env });
  expect(run).toMatchObject({ code: 0, err: '' });
  return run.out.trimEnd().split('\n');
}

/** Asked for once. */
let wide: Promise<string[]> | null = null;
const wideSample = (): Promise<string[]> => {
  wide ??= table({});
  return wide;
};

describe('the table', () => {
  it('is no wider than the screen, and says the same at every width', async () => {
    const [wide, ...narrow] = [
      await wideSample(),
      await table({ COLUMNS: '120' }),
      await table({ COLUMNS: '80' }),
      await table({ COLUMNS: '60' }),
    ];
    for (const [index, columns] of [120, 80, 60].entries()) {
      const widths = (narrow[index] ?? []).map(displayWidth);
      // Below 67 columns the figures themselves do not fit; no name is cut to nothing.
      expect(Math.max(...widths)).toBeLessThanOrEqual(Math.max(columns, 67));
    }
    const [at120 = [], at80 = []] = narrow;
    expect(wide).toHaveLength(3 + 13 + 4);
    for (const line of wide?.slice(3, 16) ?? []) {
      const [domain = '', model = '', action = ''] = line.split(/ {2,}/);
      expect(
        at120.some((one) => one.startsWith(domain) && one.includes(model) && one.includes(` ${action} `)),
      ).toBe(true);
      const at = at80.findIndex(
        (one, place) => one.startsWith(domain) && at80[place + 1]?.startsWith(`  ${model}`),
      );
      expect(at, line).toBeGreaterThan(0);
      const certified = /0\.\d+ +\(\d+\.\d %\)/.exec(line)?.[0].replace(/ +/, ' ');
      if (certified !== undefined) expect(at80[at + 1]).toContain(`certified ${certified}`);
      const missing = line.slice(wide?.[0]?.indexOf('what is missing'));
      if (missing !== '') expect(at80[at + 1]).toContain(missing);
    }
  });

  it('puts numbers under numbers: points, percent signs and brackets stand in columns', async () => {
    const lines = (await wideSample()).slice(3, 16).filter((line) => line.includes('('));
    expect(lines.length).toBeGreaterThan(5);
    const column = (pattern: RegExp): Set<number> => new Set(lines.map((line) => line.search(pattern)));
    for (const pattern of [
      /→/,
      /→ (?:0\.|–)/,
      /\(\d+\.\d %\)|\(\d\.\d %\)/,
      /%\) +\d+\.\d %/,
      / % {2}/,
      /\)(?= {2}\d\.\d %)/,
    ])
      expect(column(pattern).size, String(pattern)).toBe(1);
  });

  it('counts wide characters as two columns, and shortens what is too long in its middle', async () => {
    for (const columns of ['80', '120']) {
      const lines = await table({ COLUMNS: columns }, ['recommend', 'names.csv']);
      const start = displayWidth(lines[0]?.split('action')[0] ?? '');
      const rows = lines.filter((line) => / none /.test(line));
      expect(rows).toHaveLength(4);
      for (const row of rows) {
        expect(displayWidth(row)).toBeLessThanOrEqual(Number(columns));
        expect(displayWidth(row.slice(0, row.indexOf('none'))), row).toBe(start);
      }
      const long = rows.find((row) => row.startsWith('eu/'));
      if (columns === '80') expect(long).toMatch(/^eu\/payment\S*…\S*received /);
    }
  });

  it('is coloured on request only, and NO_COLOR has the last word', async () => {
    const lines = ['recommend', 'names.csv'];
    const [plain, forced, both] = [
      await table({}, lines, folder),
      await table({ FORCE_COLOR: '1' }, lines, folder),
      await table({ FORCE_COLOR: '1', NO_COLOR: '1' }, lines, folder),
    ];
    expect(plain.join('\n')).not.toContain('\u001b');
    expect(forced.join('\n')).toContain('\u001b[2m');
    expect(forced.map(stripVTControlCharacters)).toEqual(plain);
    expect(both).toEqual(plain);
  });

  it('knows a terminal by itself', async (context) => {
    if (spawnSync('script', ['--version']).status !== 0)
      context.skip('there is no script(1) here to make a terminal');
    const shown = async (env: Readonly<Record<string, string>>) => {
      const through = [
        'sh',
        '-c',
        'stty cols 80 2>/dev/null; script -qec "stty cols 80; $(printf "\'%s\' " "$@")" /dev/null',
        '-',
      ];
      const options: RunOptions = { cwd: folder, env: { TERM: 'xterm', ...env }, through };
      return (await leewayProcess(['recommend', 'names.csv'], options)).out
        .replaceAll('\r', '')
        .trimEnd()
        .split('\n');
    };
    const [coloured, plain] = [await shown({}), await shown({ NO_COLOR: '1' })];
    expect(coloured.join('\n')).toContain('\u001b[2m');
    expect(plain.join('\n')).not.toContain('\u001b');
    expect(Math.max(...plain.map(displayWidth))).toBeLessThanOrEqual(80);
  });
});

describe('a pipe', () => {
  it('that is closed early is no error', async () => {
    const through = (reader: string): string[] => [
      'bash',
      '-c',
      `"$@" | ${reader}; echo "codes \${PIPESTATUS[*]}" >&2`,
      '-',
    ];
    for (const [reader, format] of [
      ['head -1', 'json'],
      ['true', 'csv'],
      ['head -c 10', 'table'],
    ] as const) {
      const run = await leewayProcess(['recommend', 'many.csv', '--format', format], {
        cwd: folder,
        through: through(reader),
      });
      expect(run.err, `${format} | ${reader}`).toBe('codes 0 0\n');
    }
  });

  it('that is slow to read gets everything', async () => {
    const args = ['recommend', 'many.csv', '--format', 'json'];
    const whole = await leeway(args, { cwd: folder });
    const through = ['bash', '-c', '"$@" | (sleep 1; cat)', '-'];
    const slow = await leewayProcess(args, { cwd: folder, through });
    expect(whole.out.length).toBeGreaterThan(500_000);
    expect(slow.out === whole.out).toBe(true);
  });
});

describe('a signal', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends the command with %d, and leaves nothing behind', async (signal, code) => {
    const temporary = mkdtempSync(join(folder, 'tmp-'));
    // It waits for its standard input, which never ends.
    const run = await leewayProcess(['recommend', '-'], {
      env: { TMPDIR: temporary },
      interrupt: { signal, when: () => readdirSync(temporary).length > 0 },
    });
    expect(run).toEqual({ code, out: '', err: '' });
    expect(readdirSync(temporary)).toEqual([]);
  });
});
