import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/cli/display-width.ts';
import { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leeway as leewayProcess, type Run } from '../support/leeway.ts';
import { rowsOf } from '../support/rows-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-simulate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const simulate = (...args: string[]): Promise<Run> => leeway(['simulate', ...args], { cwd: folder });
const digests = (name: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(folder, name))
      .sort()
      .map((file) => [
        file,
        createHash('sha256')
          .update(readFileSync(join(folder, name, file)))
          .digest('hex'),
      ]),
  );

describe('leeway simulate', () => {
  it('writes decisions, verdicts and their truth, and says so', async () => {
    const args = ['simulate', '--decisions', '2000', '--seed', '3', '--out', 'a/b'];
    const run = await leewayProcess(args, { cwd: folder });
    expect(run).toMatchObject({ code: 0, err: '' });
    expect(run.out).toMatch(
      /^wrote a\/b\/decisions\.parquet\nwrote a\/b\/verdicts\.parquet\nwrote a\/b\/truth\.parquet\nwrote a\/b\/truth\.json\n2\u2009000 decisions, [\d\u2009]+ verdicts, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d\n$/,
    );
    const decisions = await rowsOf(join(folder, 'a/b/decisions.parquet'));
    const truth = await rowsOf(join(folder, 'a/b/truth.parquet'));
    expect(decisions).toHaveLength(2000);
    expect(new Set(truth.map((row) => row['decision_id']))).toEqual(
      new Set(decisions.map((row) => row['decision_id'])),
    );
    for (const row of truth.slice(0, 50)) expect(row['p_right']).toBeGreaterThan(0);
    expect(
      Object.keys(JSON.parse(readFileSync(join(folder, 'a/b/truth.json'), 'utf8'))).length,
    ).toBeGreaterThan(0);
    const read = await leeway(
      ['recommend', 'a/b/decisions.parquet', 'a/b/verdicts.parquet', '--format', 'json'],
      { cwd: folder },
    );
    expect(read).toMatchObject({ code: 0, err: '' });
    expect(RecommendationReport.parse(JSON.parse(read.out)).input).toMatchObject({
      decisions: 2000,
      quarantined: 0,
    });
  });

  it('writes the same bytes for the same seed, and others for another', async () => {
    for (const [name, seed] of [
      ['first', '5'],
      ['again', '5'],
      ['other', '6'],
    ] as const) {
      const args = ['--decisions', '1000', '--seed', seed, '--out', name, '--paired', '--quiet'];
      expect(await simulate(...args)).toEqual({ code: 0, out: '', err: '' });
    }
    expect(digests('again')).toEqual(digests('first'));
    expect(Object.keys(digests('first'))).toEqual(['history.parquet', 'truth.json', 'truth.parquet']);
    expect(digests('other')['history.parquet']).not.toBe(digests('first')['history.parquet']);
  });

  it('says what is wrong with what it was asked', async () => {
    writeFileSync(join(folder, 'file'), '');
    const wrong: [string[], string][] = [
      [['--out', 'x', '--decisions', '0'], '--decisions 0: not a whole number from 1 up'],
      [['--out', 'x', '--decisions', '1e3'], '--decisions 1e3: not a whole number from 1 up'],
      [['--out', 'x', '--seed', '-1'], '--seed -1: not a whole number from 0 up'],
      [['--out', 'x', '--scenario', 'moon'], '--scenario moon: no such scenario; one of contact-center'],
      [['--out', 'file'], '--out file: file is a file, not a folder; name another'],
      [['--out', 'file/sub'], '--out file/sub: file is a file, not a folder; name another'],
    ];
    for (const [args, says] of wrong) {
      const run = await simulate(...args);
      expect([run.code, complaint(run)]).toEqual([2, says]);
    }
    expect(readdirSync(folder)).not.toContain('x');
  });
});

describe('leeway demo', () => {
  it('shows what the bundled history allows and why, wherever it is run, on 100 columns at most', async () => {
    writeFileSync(join(folder, 'leeway.yaml'), 'defaults: { risk: 0.0001 }');
    const run = await leeway(['demo', '--print'], { cwd: folder, env: { COLUMNS: '80' } });
    expect(run).toMatchObject({ code: 0, err: '' });
    const lines = run.out.split('\n');
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(80);
    expect(run.out).toMatch(/^A contact center, 120 days, twelve kinds of request/);
    expect(run.out).toContain('60\u2009000 decisions, ');
    expect(run.out.trimEnd()).toMatch(/leeway recommend FILE… --risk 0\.05$/);
    const told = lines.filter((line) => /^\S+ \(agent-2026-0\d\)$/.test(line));
    expect(told).toHaveLength(13);
    for (const heading of told) expect(lines[lines.indexOf(heading) + 1], heading).toMatch(/^ {2}[A-Z]/);
    const unlimited = await leeway(['demo', '--print'], { cwd: folder });
    const prose = unlimited.out.split('\n').filter((line) => line.startsWith('  '));
    expect(Math.max(...prose.map(displayWidth))).toBeLessThanOrEqual(100);
  });
});
