import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { csvText, historyRows } from '../support/history-files.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, type Run } from '../support/leeway.ts';
import { rowsOf } from '../support/rows-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-names-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAMES = [
  "'; DROP TABLE decisions; --",
  '"quoted", with comma',
  'two\nlines\rand\ttabs',
  '🚀 launch 👨‍👩‍👧',
  'safe\u202Etxt.exe\u2066',
  'zero\u200Bwidth',
  '\u001B[31mred\u0007\u009B2J',
  '[a](https://x.test) | *b* _c_ `d` # e ~~f~~ &amp;',
  '<img src=x onerror=alert(1)>',
  "=cmd|'/C calc'!A0",
  '+1',
  '-1',
  '@sum(a)',
  '  =1+1',
  '客户退款',
  '__proto__',
  'constructor',
];
const NUMBER_OF_ROWS = NAMES.length * 12;
/** What a terminal or a spreadsheet must not be given as it stands. */
const OBEYED = /[\p{Cc}\u200B-\u200C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

const runs = new Map<string, Run>();
const out = (format: string): string => runs.get(format)?.out ?? '';

beforeAll(async () => {
  writeFileSync(
    join(folder, 'names.csv'),
    csvText(historyRows(NUMBER_OF_ROWS, (_, index) => ({ domain: NAMES[index % NAMES.length] as string }))),
  );
  for (const format of ['json', 'csv', 'md', 'table'])
    runs.set(format, await leeway(['recommend', 'names.csv', '--format', format], { cwd: folder }));
});

describe('names of domains from outside', () => {
  it('are names and nothing else: every one is judged', () => {
    for (const [format, run] of runs) expect(run, format).toMatchObject({ code: 0, err: '' });
    const report = RecommendationReport.parse(JSON.parse(out('json')));
    expect(report.input).toMatchObject({ decisions: NUMBER_OF_ROWS, quarantined: 0 });
    expect(report.recommendations.map((one) => one.domain).sort()).toEqual([...NAMES].sort());
  });

  it('stay on their line of the table and give no orders to the terminal', () => {
    const lines = out('table').trimEnd().split('\n');
    for (const line of lines) expect(line).not.toMatch(OBEYED);
    expect(lines).toHaveLength(3 + NAMES.length + 4);
    expect(out('table')).toContain('\ntwo\\nlines\\rand\\ttabs ');
    expect(out('table')).toContain('\nsafe\\u202etxt.exe\\u2066 ');
    expect(out('table')).toContain('\n\\u001b[31mred\\u0007\\u009b2J ');
  });

  it('are no markup in Markdown', () => {
    const lines = out('md').split('\n');
    for (const line of lines) expect(line).not.toMatch(OBEYED);
    const rows = lines.filter((line) => line.startsWith('| ')).slice(2);
    expect(rows).toHaveLength(NAMES.length);
    for (const row of rows) expect(row.split(/(?<!\\)\|/), row).toHaveLength(11);
    expect(out('md')).toContain('\\[a\\](https\\://x.test) \\| \\*b\\* \\_c\\_ \\`d\\` \\# e');
    expect(out('md')).not.toMatch(/(?<!\\)<img|(?<!\\)\[a\]/);
    expect(lines.filter((line) => /^#+ /.test(line))).toHaveLength(1 + NAMES.length);
  });

  it('are no formulas in CSV, which reads back as one row each', async () => {
    writeFileSync(join(folder, 'out.csv'), out('csv'));
    const rows = await rowsOf(join(folder, 'out.csv'));
    expect(rows).toHaveLength(NAMES.length);
    const domains = rows.map((row) => String(row['domain']));
    for (const domain of domains) expect(domain).not.toMatch(/^\s*[=+\-@\t\r]/);
    expect(domains.map((domain) => domain.replace(/^'(?!;)/, '')).sort()).toEqual([...NAMES].sort());
  });

  it('may be named in the configuration', async () => {
    const limits = NAMES.map((name, index) => [name, { risk: (index + 1) / 100 }]);
    writeFileSync(join(folder, 'proto.yaml'), JSON.stringify({ domains: Object.fromEntries(limits) }));
    const refused = await leeway(['recommend', 'names.csv', '--config', 'proto.yaml'], { cwd: folder });
    expect([refused.code, complaint(refused)]).toEqual([
      2,
      'proto.yaml: "__proto__" cannot be a name here; rename it',
    ]);
    const domains = Object.fromEntries(limits.filter(([name]) => name !== '__proto__'));
    // JSON is YAML.
    writeFileSync(join(folder, 'names.yaml'), JSON.stringify({ domains }));
    const run = await leeway(['recommend', 'names.csv', '--config', 'names.yaml', '--format', 'json'], {
      cwd: folder,
    });
    const { recommendations } = RecommendationReport.parse(JSON.parse(run.out));
    for (const one of recommendations.filter(({ domain }) => domain !== '__proto__'))
      expect(one.target.risk, one.domain).toBe((NAMES.indexOf(one.domain) + 1) / 100);
  });
});

describe('names of files and columns', () => {
  it('may be anything that the system allows, and are shown on one line', async () => {
    const odd = mkdtempSync(join(folder, 'odd-'));
    const names = [
      "it's [1] * ?.csv",
      'two\nlines.csv',
      '=1+1.csv',
      '-dash.csv',
      'ünïcode 客.csv',
      '$1;`id`.csv',
    ];
    const history = csvText(historyRows(40, (_, index) => (index === 3 ? { confidence: '7' } : {})));
    for (const name of names) writeFileSync(join(odd, name), history);
    for (const name of names) {
      const run = await leeway(['recommend', '--', name], { cwd: odd });
      expect(run.code, run.err).toBe(0);
      expect(run.err.split('\n'), run.err).toHaveLength(3);
      expect(run.err).toContain(`first at ${name.replace('\n', '\\n')} line 5 ("7")`);
    }
    const quarantined = await leeway(['recommend', '--quarantine', "q'uo\nte;.csv", '--', '-dash.csv'], {
      cwd: odd,
    });
    expect(quarantined.code).toBe(0);
    expect(readdirSync(odd)).toContain("q'uo\nte;.csv");
    const all = await leeway(['recommend', '.', '--format', 'json'], { cwd: mkdirWith(odd, names, history) });
    expect(JSON.parse(all.out).input).toMatchObject({
      decisions: 39,
      known: 39 * (names.length - 1),
      quarantined: names.length,
    });
  });

  it('are shown, not obeyed, where a file is refused', async () => {
    writeFileSync(join(folder, 'columns.csv'), 'a\u001B[2Jb,c\u202Ed,"x, y"\n1,2,3\n');
    const run = await leeway(['recommend', 'columns.csv'], { cwd: folder });
    expect(complaint(run)).toBe(
      'columns.csv: no column for decision_id, domain, confidence (columns found: a\\u001b[2Jb, c\\u202ed, x, y); name them with --map FILE',
    );
  });
});

function mkdirWith(parent: string, names: readonly string[], content: string): string {
  const path = join(parent, 'all');
  mkdirSync(path);
  for (const name of names) writeFileSync(join(path, name), content);
  return path;
}
