import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvText, historyRows } from '../support/history-files.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, jsonComplaint, leeway as leewayProcess, type Run } from '../support/leeway.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-usage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const history = csvText(historyRows(200));

beforeAll(() => {
  writeFileSync(join(folder, 'history.csv'), history);
  mkdirSync(join(folder, 'sub'));
});

const call = (args: string): Promise<Run> => leeway(args.split(' ').filter(Boolean), { cwd: folder });

/** Exit code and complaint of each command line. */
async function complaints(lines: readonly string[]): Promise<string[]> {
  const said: string[] = [];
  for (const line of lines) {
    const run = await call(line);
    said.push(`${run.code} ${complaint(run)}`);
  }
  return said;
}

describe('wrong usage', () => {
  it('of words is said in one line that names the help, with exit code 2', async () => {
    expect(
      await complaints([
        'recomend history.csv',
        'recommend',
        'recommend history.csv --rsk 0.1',
        'recommend history.csv --format xml',
        'recommend history.csv --risk',
        'simulate',
        'demo history.csv',
      ]),
    ).toEqual([
      "2 unknown command 'recomend' (Did you mean recommend?); leeway --help says more",
      '2 no file is named and there is no store leeway.duckdb; name a history, or make a store with leeway init',
      "2 unknown option '--rsk' (Did you mean --risk?); leeway recommend --help says more",
      "2 option '--format <format>' argument 'xml' is invalid. Allowed choices are table, json, csv, md; leeway recommend --help says more",
      "2 option '--risk <share>' argument missing; leeway recommend --help says more",
      '2 --out: where the history goes; name a folder, or a ClickHouse with --to-url',
      "2 too many arguments for 'demo'. Expected 0 arguments but got 1; leeway demo --help says more",
    ]);
  });

  it('of values is said with what would be right', async () => {
    expect(
      await complaints([
        'recommend history.csv --risk 5',
        'recommend history.csv --delta 0',
        'recommend history.csv --review-probability 1.01',
        'recommend history.csv --as-of yesterday',
        'recommend history.csv --as-of 2026-02-30',
      ]),
    ).toEqual([
      '2 --risk 5: not a share; give a number between 0 and 1, for example 0.05',
      '2 --delta 0: not a share; give a number between 0 and 1, for example 0.05',
      '2 --review-probability 1.01: not a share; give a number between 0 and 1, for example 0.05',
      '2 --as-of yesterday: not a time; give RFC 3339, for example 2026-05-04T09:12:00Z',
      '2 --as-of 2026-02-30: not a time; give RFC 3339, for example 2026-05-04T09:12:00Z',
    ]);
  });

  it('of --quarantine is said before anything is read or overwritten', async () => {
    expect(
      await complaints([
        'recommend history.csv --quarantine sub',
        'recommend history.csv --quarantine nowhere/refused.csv',
        'recommend history.csv --quarantine ./sub/../history.csv',
        'recommend history.csv --quarantine history.csv/refused.csv',
        'recommend history.csv --quarantine -',
      ]),
    ).toEqual([
      '2 --quarantine sub: this is a folder; name a file, such as refused.csv in it',
      '2 --quarantine nowhere/refused.csv: there is no folder nowhere; make it first',
      '2 --quarantine ./sub/../history.csv: this is the history itself; name another file',
      '2 --quarantine history.csv/refused.csv: there is no folder history.csv; make it first',
      '2 --quarantine -: results go to standard output; name a file',
    ]);
    expect(readFileSync(join(folder, 'history.csv'), 'utf8')).toBe(history);
  });

  it('is told as JSON where JSON was asked for', async () => {
    const [option, value, missing] = await Promise.all([
      call('recommend history.csv --format json --zzz'),
      call('recommend history.csv --format=json --risk many'),
      call('recommend nowhere.csv --format json'),
    ]);
    expect([option.code, value.code, missing.code]).toEqual([2, 2, 3]);
    expect(jsonComplaint(option)).toEqual({
      code: 'usage',
      message: "unknown option '--zzz'; leeway recommend --help says more",
      details: {},
    });
    expect(jsonComplaint(value)).toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/^--risk many: /),
    });
    expect(jsonComplaint(missing)).toMatchObject({
      code: 'input-refused',
      message: 'nowhere.csv: no such file; check the name, or quote a glob',
    });
  });
});

describe('a configuration', () => {
  const refused: [string, string, RegExp][] = [
    ['typo', 'defaults: { rsk: 0.05 }', /^defaults: Unrecognized key: "rsk"$/],
    [
      'type',
      'domains: { refunds: { risk: high } }',
      /^domains\.refunds\.risk: Invalid input: expected number/,
    ],
    ['range', 'defaults: { risk: 1.5 }', /^defaults\.risk: Too big/],
    ['duration', 'defaults: { maturity: 3 days }', /^defaults\.maturity: is not a duration, for example 3d/],
    ['top', 'risk: 0.05', /^top level: Unrecognized key: "risk"$/],
    ['list', '- a\n- b', /^top level: Invalid input: expected object/],
    ['yaml', 'defaults: { risk: 0.05', /^not valid YAML: .*at line \d+, column \d+/],
    ['twice', 'defaults: { risk: 0.05, risk: 0.06 }', /^not valid YAML: Map keys must be unique at line 1/],
    [
      'bomb',
      `a: &a [x,x]\n${'bcdefghij'.replace(/./g, (name, at: number) => `${name}: &${name} [${`*${'abcdefghij'[at]},`.repeat(9)}]\n`)}`,
      /^not valid YAML: Excessive alias count/,
    ],
  ];

  it('is refused with the place in the file that is wrong', async () => {
    for (const [name, content] of refused) writeFileSync(join(folder, `${name}.yaml`), content);
    const said = await complaints(refused.map(([name]) => `recommend history.csv --config ${name}.yaml`));
    for (const [index, [name, , expected]] of refused.entries()) {
      expect(said[index], name).toMatch(new RegExp(`^2 ${name}\\.yaml: `));
      expect(said[index]?.slice(`2 ${name}.yaml: `.length), name).toMatch(expected);
    }
  });

  it('that is not there, or is a folder, is refused; so is a mapping', async () => {
    writeFileSync(join(folder, 'map.yaml'), 'columns: { confidnce: score }');
    expect(
      await complaints([
        'recommend history.csv --config nowhere.yaml',
        'recommend history.csv --config sub',
        'recommend history.csv --map nowhere.yaml',
        'recommend history.csv --map map.yaml',
      ]),
    ).toEqual([
      '2 nowhere.yaml: cannot be read; check the name',
      '2 sub: cannot be read; check the name',
      '2 nowhere.yaml: cannot be read; check the name',
      '2 map.yaml: columns: Unrecognized key: "confidnce"',
    ]);
  });
});

describe('what the system refuses', () => {
  it('is no fault of ours and is told in one line: a full disk, a file of somebody else', async () => {
    const full = await leewayProcess(['recommend', 'history.csv'], {
      cwd: folder,
      through: ['sh', '-c', '"$@" >/dev/full', '-'],
    });
    expect(full.code).toBe(1);
    expect(complaint(full)).toMatch(/^the system refused: ENOSPC: .*; check space, permissions and names$/);
    if (process.getuid?.() !== 0) return;
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'history.csv'), 0o600);
    const foreign = await leewayProcess(['recommend', 'history.csv'], { cwd: folder, uid: 65_534 });
    chmodSync(join(folder, 'history.csv'), 0o644);
    expect([foreign.code, complaint(foreign)]).toEqual([
      3,
      'history.csv: cannot be read (EACCES); check that it is a file you may read',
    ]);
  });
});
