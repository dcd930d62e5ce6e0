import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/cli/display-width.ts';
import { conditionFrom } from '../../src/contracts/condition.ts';
import { DomainReliabilityReport } from '../../src/contracts/domain-reliability.ts';
import { DomainReport } from '../../src/contracts/domain-report.ts';
import { decisionsFromStore } from '../../src/workflows/list-decisions.ts';
import { readConfiguration } from '../../src/workflows/read-settings.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leeway as leewayProcess, leewayServer, ROOT } from '../support/leeway.ts';
import { rowsOf } from '../support/rows-of.ts';
import { temporaryFolder, writeHistory } from '../support/write-history.ts';

const FILES = ['decisions.parquet', 'verdicts.parquet'].map((name) => join(ROOT, 'data', name));
const cwd = mkdtempSync(join(tmpdir(), 'leeway-report-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const report = (...args: string[]) => leeway(['report', ...args], { cwd });
const lines = (csv: string): string[] => csv.trimEnd().split('\n');

/** A name that is markup, a formula, a link and a path at once. */
const HOSTILE = '=<img src=x onerror=alert(1)>"&\'/../`|*[x](y) 😀';

beforeAll(async () => {
  writeFileSync(join(cwd, 'leeway.yaml'), readFileSync(join(ROOT, 'data/leeway.yaml')));
  const hostile = await writeHistory(
    join(cwd, 'hostile.jsonl'),
    Array.from({ length: 60 }, (_, index) => ({
      ...{ decision_id: `=h${index}`, domain: HOSTILE, model: HOSTILE, confidence: 0.5 + (index % 5) / 10 },
      ...{ verdict: index % 4 === 0 ? 'override' : 'agree', triggers: [HOSTILE] },
      decided_at: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
    })),
  );
  expect((await leeway(['init'], { cwd })).code).toBe(0);
  expect((await leeway(['ingest', ...FILES, hostile], { cwd })).code).toBe(0);
}, 60_000);

describe('leeway report', () => {
  it('agrees with leeway domains, and with the published schema', async () => {
    const { code, err, out } = await report('password-reset', '--format', 'json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const schema = new Ajv2020({ strict: true }).compile(
      JSON.parse(readFileSync(join(ROOT, 'schema/domain-report.json'), 'utf8')),
    );
    expect(schema(JSON.parse(out)), JSON.stringify(schema.errors)).toBe(true);
    const told = DomainReport.parse(JSON.parse(out));
    const all = DomainReliabilityReport.parse(
      JSON.parse((await leeway(['domains', '--format', 'json'], { cwd })).out),
    ).domains.filter(({ domain }) => domain === 'password-reset');
    expect(told.models).toHaveLength(all.length);
    for (const one of told.models) {
      const other = all.find(({ model }) => model === one.model);
      expect(one).toMatchObject({
        ...{ decisions: other?.decisions, reviewed: other?.reviewed, pending: other?.pending },
        ...{ selection: other?.selection },
      });
      expect(one.confidence.bias?.value).toBeCloseTo(other?.calibration.bias ?? Number.NaN, 12);
      expect(one.calibrationError?.ece).toBeCloseTo(other?.calibration.ece ?? Number.NaN, 12);
      expect(one.brier?.value).toBeCloseTo(other?.calibration.brier ?? Number.NaN, 12);
    }
  });

  it('finds every row behind a figure', async () => {
    const told = DomainReport.parse(JSON.parse((await report('password-reset', '--format', 'json')).out));
    const [newest] = told.models;
    const place = { path: join(cwd, 'leeway.duckdb'), now: '2026-07-01T00:00:00.000Z' };
    const configuration = readConfiguration(join(cwd, 'leeway.yaml'));
    const list = (...where: string[]) =>
      decisionsFromStore(
        place,
        { ...{ domain: 'password-reset', configuration, asOf: null }, where: where.map(conditionFrom) },
        async () => {},
      );
    const ofModel = `model=${newest?.model}`;
    expect(await list(ofModel)).toBe(newest?.decisions);
    const decisions = (await rowsOf(FILES[0] as string)).filter((row) => row['domain'] === 'password-reset');
    expect(await list()).toBe(decisions.length);
    expect(await list('confidence>=0.9')).toBe(
      decisions.filter((row) => Number(row['confidence']) >= 0.9).length,
    );
    const judged = decisions.length - (await list('verdict=none'));
    const counted = told.models.reduce((sum, { reviewed }) => sum + reviewed, 0);
    expect(judged).toBeGreaterThanOrEqual(counted);
    expect((await list('verdict=agree')) + (await list('verdict!=agree'))).toBe(decisions.length);
  });

  it('is one page without a script or anything from outside, whatever stands in a name', async () => {
    const { code, err, out } = await report(HOSTILE, '--format', 'html');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    // What stands between quotes is text.
    const bare = out.replace(/="[^"]*"/g, '=""');
    const forbidden = bare.match(
      /<(?:script|img|link|iframe|object|base|form)|<[a-z][^>]*\s(?:on\w+|src)=|@import/i,
    );
    expect(forbidden?.[0]).toBeUndefined();
    const asked = [...out.matchAll(/(?:\shref=["']|url\()["']?([^"')\s]+)/g)].map(([, to]) => to);
    expect(asked.filter((to) => to?.startsWith('#') !== true)).toEqual([]);
    expect(out).toContain('&lt;img src=x');
    expect(out.match(/<svg /g)?.length).toBe(3 * 4);
    expect((await report(HOSTILE, '--format', 'html')).out === out).toBe(true);
    const markdown = (await report(HOSTILE, '--format', 'md')).out;
    expect(markdown).not.toMatch(/(?<!\\)<img/);
    expect(markdown).toContain('## Is it as often right as it says?');
    const [, first] = lines((await report(HOSTILE, '--decisions')).out);
    expect(first).toMatch(/^'=h0,"'=</);
  });

  it('is no wider than the screen', async () => {
    const { out } = await leeway(['report', 'password-reset'], { cwd, env: { COLUMNS: '60' } });
    const prose = lines(out).filter((line) => !/ {2,}/.test(line));
    for (const line of prose) expect(displayWidth(line), line).toBeLessThanOrEqual(60);
    expect(out).toMatch(/Of all its decisions \d+\.\d % \(\d+\.\d–\d+\.\d\) are right/);
  });

  it('writes its charts beside it', async () => {
    const folder = join(cwd, 'charts');
    expect((await report('password-reset', '--svg', folder)).code).toBe(0);
    const files = readdirSync(folder).sort();
    expect(files).toEqual([
      ...['1-is-it-as-often-right-as-it-says.svg', '2-what-would-more-autonomy-cost.svg'],
      ...['3-how-did-it-go-over-time.svg', '4-were-the-triggers-worth-it.svg'],
      '5-who-reviewed-and-does-it-mean-anything.svg',
    ]);
    for (const file of files) expect(readFileSync(join(folder, file), 'utf8')).toMatch(/^<svg .*<\/svg>$/s);
  });

  it('says the same through a server', { timeout: 60_000 }, async () => {
    const json = (await report(HOSTILE, '--format', 'json')).out;
    const wrong = ['--decisions', '--where', 'verdict=wrong', '--where', 'confidence>=0.6'];
    const decisions = (await report(HOSTILE, ...wrong)).out;
    const { url } = await leewayServer([], cwd);
    const elsewhere = { cwd: temporaryFolder(), env: { LEEWAY_URL: url } };
    expect((await leewayProcess(['report', HOSTILE, '--format', 'json'], elsewhere)).out).toBe(json);
    expect(complaint(await leeway(['report', 'nowhere'], elsewhere))).toMatch(/no decision of this domain/);
    const listed = await leeway(['report', HOSTILE, ...wrong], elsewhere);
    expect(listed.out).toBe(decisions);
    expect(lines(listed.out).length).toBeGreaterThan(5);
  });

  it('says what stands in the way', async () => {
    expect(complaint(await report('pasword-reset'))).toMatch(/did you mean password-reset\?/);
    expect(complaint(await report('password-reset', '--where', 'verdict=agree'))).toMatch(/add --decisions/);
    expect(complaint(await report('password-reset', '--decisions', '--where', 'colour=red'))).toMatch(
      /--where colour=red: no such field/,
    );
    expect(complaint(await report('password-reset', '--svg', join(cwd, 'leeway.yaml', 'x')))).toMatch(
      /cannot be written/,
    );
  });
});
