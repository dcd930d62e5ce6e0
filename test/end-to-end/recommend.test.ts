import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { csvText, historyRows, jsonLines } from '../support/history-files.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leeway as leewayProcess, ROOT, type Run } from '../support/leeway.ts';
import { random } from '../support/random.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-recommend-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return name;
};
const recommend = (...args: string[]): Promise<Run> => leeway(['recommend', ...args], { cwd: folder });
const reportOf = ({ out }: Run): RecommendationReport => RecommendationReport.parse(JSON.parse(out));
const domainsOf = (report: RecommendationReport): string[] =>
  report.recommendations.map((one) => `${one.domain} ${one.action}`);

beforeAll(() => {
  file('history.csv', csvText(historyRows(1200)));
  file('few.csv', csvText(historyRows(200)));
});

describe('the formats of leeway recommend', () => {
  const DATA = ['data/decisions.parquet', 'data/verdicts.parquet', '--config', 'data/leeway.yaml'];
  const formats = ['json', 'csv', 'md', 'table'] as const;
  const runs = new Map<string, Run>();
  beforeAll(async () => {
    for (const format of formats)
      runs.set(format, await leeway(['recommend', ...DATA, '--format', format], { cwd: ROOT }));
  });
  const outOf = (format: (typeof formats)[number]): string => runs.get(format)?.out ?? '';

  it('end well and say nothing beside the result', () => {
    for (const format of formats) expect(runs.get(format), format).toMatchObject({ code: 0, err: '' });
  });

  it('agree with one another on every line', () => {
    const { recommendations, input } = RecommendationReport.parse(JSON.parse(outOf('json')));
    expect(recommendations).toHaveLength(13);
    expect(input).toMatchObject({ decisions: 60_000, known: 0, quarantined: 0 });
    const csv = outOf('csv').trimEnd().split('\n');
    expect(csv[0]).toMatch(/^domain,model,action,/);
    expect(csv.slice(1).map((line) => line.split(',').slice(0, 3))).toEqual(
      recommendations.map((one) => [one.domain, one.model, one.action]),
    );
    const markdown = outOf('md').split('\n');
    const table = outOf('table').split('\n');
    for (const [index, one] of recommendations.entries()) {
      const cells = [one.domain, one.model, one.action];
      expect(markdown[6 + index]?.split(' | ').slice(0, 3).join(' '), one.domain).toBe(
        `| ${cells.join(' ')}`,
      );
      expect(table[3 + index]?.split(/ +/).slice(0, 3), one.domain).toEqual(cells);
      expect(outOf('md')).toContain(`## ${one.domain} (${one.model})`);
      for (const threshold of [one.proposed?.threshold, one.certified?.threshold])
        if (threshold !== undefined) expect(table[3 + index], one.domain).toContain(String(threshold));
    }
  });
});

describe('leeway recommend', () => {
  it('gives the same bytes again: for other orders of rows and files, one thread, another time zone', async () => {
    const rows = historyRows(1200);
    const halves = ['decisions', 'verdicts'].map((kind) => {
      const header =
        kind === 'decisions' ? 'decision_id,domain,decided_at,confidence' : 'decision_id,verdict,reviewed_at';
      const lines = rows.map((row) =>
        kind === 'decisions'
          ? `${row.decision_id},${row.domain},${row.decided_at},${row.confidence}`
          : `${row.decision_id},${row.verdict},${row.decided_at}`,
      );
      return { kind, header, lines };
    });
    const chance = random(5);
    for (const { kind, header, lines } of halves) {
      const shuffled = lines.map((line) => ({ line, key: chance.uniform() })).sort((a, b) => a.key - b.key);
      file(`${kind}.csv`, `${[header, ...lines].join('\n')}\n`);
      file(`${kind}-shuffled.csv`, `${[header, ...shuffled.map(({ line }) => line)].join('\n')}\n`);
    }
    const args = ['recommend', 'decisions.csv', 'verdicts.csv', '--format', 'json'];
    const first = await leeway(args, { cwd: folder });
    expect(domainsOf(reportOf(first))).toEqual(['billing none', 'refunds hold']);
    const others = [
      await leeway(args, { cwd: folder }),
      await recommend('verdicts-shuffled.csv', 'decisions-shuffled.csv', '--format', 'json'),
      await leewayProcess(args, { cwd: folder, env: { TZ: 'Pacific/Kiritimati', LANG: 'de_DE.UTF-8' } }),
      await leeway(args, { cwd: folder, env: { LEEWAY_THREADS: '3' } }),
    ];
    for (const other of others) expect(other).toEqual(first);
  });

  it('reads standard input, a pipe, a folder, a glob and packed files as it reads a file', async () => {
    const parts = ['a', 'b', 'c'].map((name, part) => ({
      name,
      rows: historyRows(1200).filter((_, index) => index % 3 === part),
    }));
    const sub = mkdtempSync(join(folder, 'parts-'));
    for (const { name, rows } of parts) {
      const isJson = name === 'b';
      writeFileSync(
        join(sub, `${name}.${isJson ? 'jsonl' : 'csv'}`),
        isJson ? jsonLines(rows) : csvText(rows),
      );
    }
    writeFileSync(join(sub, 'notes.md'), 'not a history');
    spawnSync('gzip', [join(sub, 'c.csv')]);
    const [whole, ...others] = await Promise.all([
      recommend('history.csv', '--format', 'json'),
      leewayProcess(['recommend', '-', '--format', 'json'], {
        cwd: folder,
        input: csvText(historyRows(1200)),
      }),
      recommend(sub, '--format', 'json'),
      recommend(join(sub, '*.{csv,csv.gz,jsonl}'), '--format', 'json'),
      leewayProcess(['recommend', '--format', 'json'], {
        cwd: folder,
        through: ['bash', '-c', '"$@" <(cat history.csv)', '-'],
      }),
    ]);
    expect(whole?.code).toBe(0);
    for (const other of others) expect(other).toEqual(whole);
  });

  it('judges as of a time, which is the newest of the input where none is given', async () => {
    const [now, before, after] = await Promise.all([
      recommend('history.csv', '--format', 'json'),
      recommend('history.csv', '--format', 'json', '--as-of', '2026-03-20T00:00:00Z'),
      recommend('history.csv', '--format', 'json', '--as-of', '2026-05-01T02:00:00+02:00'),
    ]);
    expect(reportOf(now).asOf).toBe('2026-04-19T23:00:00.000Z');
    expect(reportOf(before).asOf).toBe('2026-03-20T00:00:00.000Z');
    expect(reportOf(before).input).toMatchObject({ decisions: 457, quarantined: 743 });
    expect(before.err).toContain('decided_at lies after the as-of time');
    expect(reportOf(after).asOf).toBe('2026-05-01T00:00:00.000Z');
    expect(reportOf(after).input).toMatchObject({ decisions: 1200, quarantined: 0 });
  });

  it('takes limits from the command line, from --config, and from leeway.yaml where it stands', async () => {
    const home = mkdtempSync(join(folder, 'home-'));
    writeFileSync(join(home, 'leeway.yaml'), 'defaults: { risk: 0.04, maxStep: 1 }\n');
    writeFileSync(join(home, 'other.yaml'), 'domains: { billing: { risk: 0.2, maxStep: 1 } }\n');
    writeFileSync(join(home, 'history.csv'), csvText(historyRows(1200)));
    const targets = async (...args: string[]) => {
      const run = await leeway(['recommend', 'history.csv', '--format', 'json', ...args], { cwd: home });
      return reportOf(run).recommendations.map((one) => [
        one.domain,
        one.action,
        one.target.risk,
        one.target.delta,
      ]);
    };
    const [found, given, flags] = await Promise.all([
      targets(),
      targets('--config', 'other.yaml'),
      targets('--risk', '0.3', '--delta', '0.01'),
    ]);
    expect(found).toEqual([
      ['billing', 'none', 0.04, 0.05],
      ['refunds', 'widen', 0.04, 0.05],
    ]);
    expect(given.map((one) => one.slice(0, 3))).toEqual([
      ['billing', 'none', 0.2],
      ['refunds', 'hold', 0.05],
    ]);
    expect(flags.map((one) => one.slice(2))).toEqual([
      [0.3, 0.01],
      [0.3, 0.01],
    ]);
  });

  it('ends with what a scheduled job asks for under --detailed-exitcode, and with 0 otherwise', async () => {
    file('refunds.csv', csvText(historyRows(1200).filter((row) => row.domain === 'refunds')));
    const [header, ...lines] = csvText(historyRows(1200)).trimEnd().split('\n');
    const models = lines.map((line, index) => `${line},agent-${index < 1100 ? 1 : 2}`);
    file('models.csv', [`${header},model`, ...models].join('\n'));
    const codes = async (...args: string[]): Promise<(number | null)[]> =>
      (await Promise.all([recommend(...args, '--detailed-exitcode'), recommend(...args)])).map(
        (run) => run.code,
      );
    file('step.yaml', 'defaults: { maxStep: 1 }');
    expect(await codes('history.csv', '--config', 'step.yaml')).toEqual([10, 0]);
    expect(await codes('models.csv')).toEqual([6, 0]);
    expect(await codes('few.csv')).toEqual([5, 0]);
    expect(await codes('refunds.csv')).toEqual([0, 0]);
  });
});

describe('rows that break a rule', () => {
  const broken = historyRows(1200, (row, index) =>
    index === 9 ? { confidence: '1.5' } : index === 700 ? { verdict: 'aggree' } : index === 11 ? row : {},
  );
  beforeAll(() => {
    file('broken.csv', csvText(broken));
    file('sound.csv', csvText(broken.filter((_, index) => index !== 9 && index !== 700)));
  });

  it('are counted and shown, and the rest is judged as if they had not been there', async () => {
    const [run, sound, quiet] = await Promise.all([
      recommend('broken.csv', '--format', 'json'),
      recommend('sound.csv', '--format', 'json'),
      recommend('broken.csv', '--format', 'json', '--quiet'),
    ]);
    expect(run.code).toBe(0);
    expect(reportOf(run).input).toEqual({
      decisions: 1198,
      verdicts: 1198,
      known: 0,
      quarantined: 2,
      quarantinedByRule: { confidence_out_of_range: 1, verdict_unknown: 1 },
    });
    expect(reportOf(run).recommendations).toEqual(reportOf(sound).recommendations);
    expect(run.err.trimEnd().split('\n')).toEqual([
      '1 row quarantined: confidence lies outside [0, 1], first at broken.csv line 11 ("1.5"); if it is in percent, map it with "scale: percent" (--map)',
      '1 row quarantined: verdict is not one of agree, edit, override, unsure, first at broken.csv line 702 ("aggree")',
      '--quarantine FILE writes the refused rows out',
    ]);
    expect(quiet).toEqual({ ...run, err: '' });
  });

  it('go to the --quarantine file as CSV, JSON lines or Parquet, by its ending', async () => {
    const expected = [
      { file: 'broken.csv', line: 11, rule: 'confidence_out_of_range', value: '1.5' },
      { file: 'broken.csv', line: 702, rule: 'verdict_unknown', value: 'aggree' },
    ];
    const { rowsOf } = await import('../support/rows-of.ts');
    for (const name of ['refused.csv', 'refused.jsonl', 'refused.parquet']) {
      const run = await recommend('broken.csv', '--quarantine', name);
      expect(run.err).toMatch(new RegExp(`\nthe refused rows stand in ${name}\n$`));
      expect(await rowsOf(join(folder, name)), name).toEqual(expected);
    }
    const clean = await recommend('history.csv', '--quarantine', 'none.csv');
    expect(clean).toMatchObject({ code: 0, err: '' });
    expect(await rowsOf(join(folder, 'none.csv'))).toEqual([]);
  });

  it('stop everything under --strict, which says what to mend', async () => {
    const run = await recommend('broken.csv', '--strict', '--quarantine', 'strict.csv');
    expect(run.code).toBe(3);
    expect(complaint(run)).toMatch(
      /^--strict takes all or nothing, and 2 rows were refused \(1 row: .* first at broken\.csv line 11 .*; the refused rows stand in strict\.csv$/,
    );
    expect(await recommend('history.csv', '--strict')).toMatchObject({ code: 0, err: '' });
  });
});
