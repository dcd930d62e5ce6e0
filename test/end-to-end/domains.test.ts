import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/cli/display-width.ts';
import { DomainReliabilityReport } from '../../src/contracts/domain-reliability.ts';
import { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leeway as leewayProcess, leewayServer, ROOT } from '../support/leeway.ts';
import { rowsOf } from '../support/rows-of.ts';
import { temporaryFolder } from '../support/write-history.ts';

const FILES = ['decisions.parquet', 'verdicts.parquet'].map((name) => join(ROOT, 'data', name));
const rules = readFileSync(join(ROOT, 'data/leeway.yaml'), 'utf8');
const cwd = mkdtempSync(join(tmpdir(), 'leeway-domains-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const domains = (...args: string[]) => leeway(['domains', ...args], { cwd });
const reportOf = (out: string): DomainReliabilityReport => DomainReliabilityReport.parse(JSON.parse(out));

beforeAll(async () => {
  writeFileSync(join(cwd, 'leeway.yaml'), rules);
  expect((await leeway(['init'], { cwd })).code).toBe(0);
  expect((await leeway(['ingest', ...FILES], { cwd })).code).toBe(0);
}, 60_000);

describe('leeway domains', () => {
  it('agrees with what leeway recommend says of the same store', async () => {
    const { code, err, out } = await domains('--format', 'json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const report = reportOf(out);
    const schema = new Ajv2020({ strict: true }).compile(
      JSON.parse(readFileSync(join(ROOT, 'schema/domain-reliability-report.json'), 'utf8')),
    );
    expect(schema(JSON.parse(out)), JSON.stringify(schema.errors)).toBe(true);
    const { recommendations, ...whole } = RecommendationReport.parse(
      JSON.parse((await leeway(['recommend', '--format', 'json'], { cwd })).out),
    );
    expect(report).toMatchObject({ asOf: whole.asOf, input: whole.input });
    expect(
      report.domains.map(({ calibration: { biasNoise: _, ...calibration }, ...one }) => ({
        ...{ domain: one.domain, model: one.model, limit: one.limit, selection: one.selection, calibration },
      })),
    ).toEqual(
      recommendations.map(({ domain, model, target, selection, calibration }) => ({
        ...{ domain, model, limit: target.risk, selection, calibration },
      })),
    );
    expect(report.domains.map(({ action, next, proposed }) => ({ action, next, proposed }))).toEqual(
      recommendations.map(({ action, next, proposed }) => ({
        ...{ action, next, proposed: proposed?.threshold ?? null },
      })),
    );
    expect(report.domains.reduce((sum, one) => sum + one.decisions, 0)).toBe(60_000);
  });

  it('counts and weighs as a loop over the rows does', async () => {
    const { domains: told } = reportOf((await domains('--format', 'json')).out);
    const [one] = told.filter(({ domain }) => domain === 'password-reset');
    // Of each decision one person said something here, and no word is unsure.
    const [decisions, verdicts] = await Promise.all(FILES.map((file) => rowsOf(file)));
    const words = new Map(verdicts?.map((row) => [row['decision_id'], row]));
    const asOf = Date.parse('2026-06-30T23:55:53Z');
    let [reviewed, wrong, weight, weighted] = [0, 0, 0, 0];
    for (const row of decisions ?? []) {
      const word = words.get(row['decision_id']);
      const isMature = new Date(String(row['decided_at'])).getTime() <= asOf - 3 * 86_400_000;
      if (row['domain'] !== 'password-reset' || word === undefined || !isMature) continue;
      if (word['verdict'] === 'unsure') continue;
      const loss = Number(word['severity'] ?? (word['verdict'] === 'agree' ? 0 : 1));
      const each = 1 / Number(row['review_probability']);
      reviewed += 1;
      wrong += loss;
      weight += each;
      weighted += each * loss;
    }
    expect(one?.reviewed).toBe(reviewed);
    expect(one?.error.naive).toBeCloseTo(wrong / reviewed, 10);
    expect(one?.error.weighted).toBeCloseTo(weighted / weight, 10);
  });

  it('is no wider than the screen, and says the same below the rows where it does not fit', async () => {
    const wide = (await domains()).out;
    expect(wide).toMatch(
      /\npassword-reset +agent-2026-01 +in-the-loop +– +– +8.377 +2.823 +1 +6\.3 % +3\.9 % \(3\.1–4\.8\) +5\.0 % +under-confident by 8 points +7\.8 \(1\.3\) +2.415 \/ 2.438 +none +widen to 0\.932, one step at a time\n/,
    );
    expect(wide).toMatch(/\ntechnical-help .* unknown +5\.0 % /);
    expect(wide).toMatch(/\nUnknown: nothing says how reviews were chosen there/);
    for (const columns of [140, 100, 80]) {
      const { out } = await leeway(['domains'], { cwd, env: { COLUMNS: String(columns) } });
      for (const line of out.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
      expect(out).toContain('under-confident by 8 points');
      expect(out).toMatch(/8.377/);
      expect(out).toContain('widen to 0.932');
    }
  });

  it('is CSV with a plain number in every cell, and Markdown', async () => {
    const { out } = await domains('--format', 'csv');
    writeFileSync(join(cwd, 'out.csv'), out);
    const rows = await rowsOf(join(cwd, 'out.csv'));
    expect(rows).toHaveLength(13);
    expect(rows[12]).toMatchObject({ domain: 'technical-help', selection: 'unknown', error_weighted: null });
    const markdown = (await domains('--format', 'md')).out;
    expect(markdown).toMatch(/^# Domains\n\nAs of 30 June 2026/);
    expect(markdown).toContain('| under-confident by 8 points |');
  });

  it('says the same through a server, which has limits of its own', { timeout: 60_000 }, async () => {
    const early = ['--as-of', '2026-04-30T00:00:00Z', '--format', 'csv'];
    const [all, then] = [(await domains('--format', 'json')).out, (await domains(...early)).out];
    expect(then).not.toBe((await domains('--format', 'csv')).out);
    const { url } = await leewayServer([], cwd);
    const elsewhere = { cwd: temporaryFolder(), env: { LEEWAY_URL: url } };
    expect((await leewayProcess(['domains', '--format', 'json'], elsewhere)).out).toBe(all);
    expect((await leeway(['domains', ...early, '--url', url], { cwd: elsewhere.cwd })).out).toBe(then);
    expect(complaint(await leeway(['domains', '--config', 'leeway.yaml'], elsewhere))).toMatch(
      /--config: the server has limits of its own/,
    );
    const refused = await fetch(`${url}/v1/domains?asOf=yesterday`);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(/the query: asOf: is not a time, for example/);
    expect((await fetch(`${url}/v1/domains?firstLook=true`)).status).toBe(400);
  });

  it('says the same under rules for which recommend reads the rows, and of slices that the store does not keep', async () => {
    const plain = (await domains('--format', 'json')).out;
    const searched = rules
      .replace('refunds: {', 'refunds: { onDrift: narrow,')
      .replace('cancellation: {', 'cancellation: { slices: [shoe-size],');
    writeFileSync(join(cwd, 'searched.yaml'), `prior: siblings\n${searched}`);
    const told = reportOf((await domains('--config', 'searched.yaml', '--format', 'json')).out);
    expect(told.refused).toMatch(/^leeway\.yaml: slices: the store keeps no "shoe-size"/);
    const figures = ({ domains: all }: DomainReliabilityReport) =>
      all.map(({ decisions, reviewed, error, calibration, level }) => ({
        ...{ decisions, reviewed, error, calibration, level },
      }));
    expect(figures(told)).toEqual(figures(reportOf(plain)));
    expect(new Set(told.domains.map(({ nextStep }) => nextStep))).toEqual(new Set([null]));
    const table = (await domains('--config', 'searched.yaml')).out;
    expect(table).toContain('Nothing is said of next steps: leeway.yaml: slices');
    expect((await leeway(['doctor'], { cwd })).code).toBe(0);
  });

  it('says what stands in the way', async () => {
    const empty = temporaryFolder();
    const complain = async (...args: string[]) =>
      complaint(await leeway(['domains', ...args], { cwd: empty }));
    expect(await complain()).toMatch(/there is no store; make one with leeway init/);
    await leeway(['init'], { cwd: empty });
    expect(await complain()).toMatch(/the store is empty/);
    expect(await complain('--as-of', 'yesterday')).toMatch(/--as-of/);
    expect(await complain('--url', 'http://127.0.0.1:9', '--db', 'a')).toMatch(/leave --db out/);
    const none = await domains('--as-of', '2020-01-01T00:00:00Z', '--format', 'json');
    expect(reportOf(none.out).domains).toEqual([]);
    expect((await domains('--as-of', '2020-01-01T00:00:00Z')).code).toBe(0);
  });
});
