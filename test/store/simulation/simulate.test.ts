import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { Configuration, rulesFor } from '../../../src/contracts/configuration.ts';
import { Database } from '../../../src/store/database.ts';
import { scenarioContactCenter as scenario } from '../../../src/store/simulation/contact-center.ts';
import {
  type SimulationOptions,
  type SimulationSummary,
  simulate,
} from '../../../src/store/simulation/simulate.ts';
import { simulateBatches } from '../../../src/store/simulation/simulate-batches.ts';
import { type Sql, sql, text } from '../../../src/store/sql.ts';

/** Five standard errors: with about a hundred comparisons, a sound generator fails once in 20 000 seeds. */
const SIGMAS = 5;
const shipped = join(import.meta.dirname, '../../../data');
const root = mkdtempSync(join(tmpdir(), 'simulate-'));

let database: Database;
let summary: SimulationSummary;
let elapsedMs: number;

const run = (folder: string, over: Partial<SimulationOptions> = {}) =>
  simulate({ scenario, decisions: 60_000, seed: 7, out: join(root, folder), ...over });
const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
const digests = (files: readonly string[]) => files.map(digest);
const parquet = (...path: string[]) => sql`read_parquet(${text(join(root, ...path))})`;
const planted = (domain: string, model = 'agent-2026-01') =>
  summary.truth.domains.find((row) => row.domain === domain && row.model === model)!;

async function numbers(query: Sql): Promise<Record<string, number>> {
  return database.row(z.record(z.string(), z.coerce.number()), query);
}

beforeAll(async () => {
  const began = Date.now();
  summary = await run('history');
  elapsedMs = Date.now() - began;
  database = await Database.open();
  await database.run(sql`CREATE VIEW decision AS FROM ${parquet('history', 'decisions.parquet')}`);
  await database.run(sql`CREATE VIEW verdict AS FROM ${parquet('history', 'verdicts.parquet')}`);
  await database.run(sql`CREATE VIEW truth AS FROM ${parquet('history', 'truth.parquet')}`);
  await database.run(sql`
    CREATE VIEW judged AS
    SELECT d.*, p_right, "right" AS is_right, v.* EXCLUDE (decision_id) FROM decision d
    JOIN truth USING (decision_id) LEFT JOIN verdict v ON v.decision_id = d.decision_id AND NOT v.blind`);
});

afterAll(() => {
  database.close();
  rmSync(root, { recursive: true, force: true });
});

describe('the bytes', () => {
  test('the shipped history is what its arguments make, and small', () => {
    const names = ['decisions.parquet', 'verdicts.parquet', 'truth.parquet', 'truth.json'];
    expect(digests(summary.files)).toEqual(digests(names.map((name) => join(shipped, name))));
    expect(summary.files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(3_000_000);
  });

  test('threads change nothing, beyond one row group too; a seed changes everything', async () => {
    const long = { decisions: 150_000, paired: true } as const;
    const one = await run('one-thread', { ...long, threads: 1 });
    const three = await run('three-threads', { ...long, threads: 3 });
    expect(digests(three.files)).toEqual(digests(one.files));
    const other = digests((await run('other-seed', { seed: 8 })).files);
    for (const [place, file] of summary.files.entries()) expect(other[place]).not.toBe(digest(file));
  });

  test('rows are the same in batches of any size, of which two exist at once', async () => {
    const columns = {
      decisions: ['decision_id', 'decided_at', 'confidence', 'triggers', 'route', 'amount'],
      verdicts: ['decision_id', 'verdict', 'reviewed_at', 'severity', 'blind'],
    };
    const rows: Record<keyof typeof columns, string[]> = { decisions: [], verdicts: [] };
    const options = { atOnce: 23_000, signal: new AbortController().signal };
    for await (const batch of simulateBatches({ scenario, decisions: 60_000, seed: 7 }, columns, options)) {
      expect(
        readdirSync(dirname(batch.decisions.path)).filter((name) => name.endsWith('.csv')).length,
      ).toBeLessThanOrEqual(4);
      for (const name of ['decisions', 'verdicts'] as const) {
        const lines = readFileSync(batch[name].path, 'utf8').trimEnd().split('\n');
        expect(lines).toHaveLength(batch[name].rows);
        rows[name].push(...lines);
      }
    }
    const asText = sql`COPY (SELECT decision_id, epoch(decided_at)::BIGINT, confidence, '[' || array_to_string(list_transform(triggers, lambda t: '''' || t || ''''), ',') || ']', coalesce(route, ''), amount FROM decision)
      TO ${text(join(root, 'd.csv'))} (HEADER false, NULLSTR '\\N')`;
    await database.run(asText);
    await database.run(sql`COPY (SELECT decision_id, verdict, epoch(reviewed_at)::BIGINT, severity, blind::TINYINT FROM verdict)
      TO ${text(join(root, 'v.csv'))} (HEADER false, NULLSTR '\\N')`);
    const written = (name: string) => readFileSync(join(root, name), 'utf8').trimEnd().split('\n').sort();
    expect(rows.decisions.sort()).toEqual(written('d.csv'));
    expect(rows.verdicts.sort()).toEqual(written('v.csv'));
  });

  test('sixty thousand take seconds', () => {
    expect(elapsedMs).toBeLessThan(20_000);
  });

  test('refuses what is not a whole number', async () => {
    await expect(run('never', { decisions: 0 })).rejects.toThrow(RangeError);
    await expect(run('never', { decisions: 1.5 })).rejects.toThrow('decisions must be a whole number');
    await expect(run('never', { seed: Number.NaN })).rejects.toThrow('seed must be a whole number');
  });
});

describe('decisions', () => {
  test('are unique, complete and in range', async () => {
    const found = await numbers(sql`
      SELECT count(*) AS decisions, count(DISTINCT decision_id) AS ids, count(DISTINCT domain) AS domains,
        count(DISTINCT decided_at::DATE) AS days, min(length(decision_id)) AS length,
        count(*) FILTER (NOT confidence BETWEEN 0 AND 1 OR NOT coalesce(review_probability, 1) BETWEEN 0.05 AND 1
          OR amount < 0 OR amount <> round(amount, 2) OR (amount IS NULL) <> (currency IS NULL)) AS faults
      FROM decision`);
    expect(found).toEqual({ decisions: 60_000, ids: 60_000, domains: 12, days: 120, length: 16, faults: 0 });
  });

  test('an id says nothing about its time', async () => {
    const { r } = await numbers(sql`
      SELECT corr(('0x' || decision_id[2:9])::BIGINT, epoch(decided_at)) AS r FROM decision`);
    expect(Math.abs(r!)).toBeLessThan(SIGMAS / Math.sqrt(60_000));
  });

  test('follow the week and the day', async () => {
    const volume = await numbers(sql`
      SELECT count(*) FILTER (isodow(decided_at) = 1) / count(*) FILTER (isodow(decided_at) = 7) AS monday_by_sunday,
        count(*) FILTER (hour(decided_at) = 10) / count(*) FILTER (hour(decided_at) = 3) AS ten_by_three
      FROM decision`);
    expect(volume['monday_by_sunday']).toBeGreaterThan(3);
    expect(volume['ten_by_three']).toBeGreaterThan(20);
  });

  test('are right as often as the truth says, in every domain', async () => {
    const rows = await database.rows(
      z.object({ domain: z.string(), z: z.number() }),
      sql`SELECT domain, (sum(is_right::INTEGER) - sum(p_right)) / sqrt(sum(p_right * (1 - p_right))) AS z
          FROM decision JOIN (SELECT decision_id, p_right, "right" AS is_right FROM truth) USING (decision_id)
          GROUP BY domain`,
    );
    expect(rows).toHaveLength(12);
    for (const row of rows) expect(Math.abs(row.z), row.domain).toBeLessThan(SIGMAS);
  });
});

describe('calibration', () => {
  const bins = (domain: string) =>
    database.rows(
      z.object({ confidence: z.number(), accuracy: z.number() }),
      sql`SELECT avg(confidence) AS confidence, avg(p_right) AS accuracy
          FROM decision JOIN truth USING (decision_id)
          WHERE domain = ${domain} AND model = 'agent-2026-01'
          GROUP BY floor(confidence * 10) HAVING count(*) >= 100`,
    );

  test('the well-calibrated domain is on the diagonal', async () => {
    const { z: score } = await numbers(sql`
      SELECT max(abs(right_count - felt) / spread) AS z FROM (
        SELECT sum("right"::INTEGER) AS right_count, sum(confidence) AS felt,
          sqrt(sum(confidence * (1 - confidence))) AS spread
        FROM decision JOIN truth USING (decision_id) WHERE domain = 'delivery-status'
        GROUP BY floor(confidence * 10))`);
    expect(score).toBeLessThan(SIGMAS);
  });

  test('the over-confident one is below it, the under-confident one above', async () => {
    for (const bin of await bins('order-change')) expect(bin.accuracy).toBeLessThan(bin.confidence - 0.02);
    const under = (await bins('password-reset')).filter((bin) => bin.confidence < 0.9);
    for (const bin of under) expect(bin.accuracy).toBeGreaterThan(bin.confidence + 0.05);
  });

  test('one is saturated, one verbalised, one says nothing', async () => {
    const found = await numbers(sql`
      SELECT quantile_cont(confidence, 0.1) FILTER (domain = 'billing-dispute') AS saturated,
        count(DISTINCT confidence) FILTER (domain = 'appointment') AS spoken,
        corr(confidence, p_right) FILTER (domain = 'complaint') AS useless
      FROM decision JOIN truth USING (decision_id)`);
    expect(found['saturated']).toBeGreaterThan(0.99);
    expect(found['spoken']).toBeLessThanOrEqual(12);
    expect(Math.abs(found['useless']!)).toBeLessThan(0.1);
  });
});

describe('reviews', () => {
  test('fall as their probability says, whatever the confidence and the outcome', async () => {
    const missing = Object.fromEntries(scenario.domains.map((domain) => [domain.name, domain.missing]));
    const rows = await database.rows(
      z.object({
        domain: z.string(),
        rate: z.number(),
        is_right: z.boolean(),
        n: z.number(),
        seen: z.number(),
      }),
      sql`SELECT domain, review_probability AS rate, is_right, count(*)::DOUBLE AS n, count(verdict)::DOUBLE AS seen
          FROM judged WHERE review_probability IS NOT NULL AND decided_at < TIMESTAMP '2026-06-16'
          GROUP BY ALL`,
    );
    expect(new Set(rows.map((row) => row.rate))).toEqual(new Set([0.1, 0.2, 1]));
    for (const { domain, rate, is_right, n, seen } of rows) {
      const p = rate * (1 - missing[domain]!);
      const z = Math.abs(seen - n * p) / Math.max(1, Math.sqrt(n * p * (1 - p)));
      expect(z, `${domain} at ${rate}, right: ${is_right}`).toBeLessThan(SIGMAS);
    }
    const { z: drift } = await numbers(sql`
      SELECT (avg(confidence) FILTER (verdict IS NULL) - avg(confidence) FILTER (verdict IS NOT NULL))
        / (stddev(confidence) / sqrt(count(verdict))) AS z
      FROM judged WHERE domain = 'password-reset' AND review_probability = 0.2`);
    expect(Math.abs(drift!)).toBeLessThan(SIGMAS);
  });

  test('where nobody recorded a rate, only the doubtful were seen', async () => {
    const found = await numbers(sql`
      SELECT count(review_probability) AS rates, count(verdict) FILTER (confidence >= 0.8) AS sure,
        count(verdict) / count(*) FILTER (confidence < 0.8) AS doubtful
      FROM judged WHERE domain = 'technical-help'`);
    expect(found['rates']).toBe(0);
    expect(found['sure']).toBe(0);
    expect(found['doubtful']).toBeGreaterThan(0.8);
  });

  test('come within two days mostly, within three but for a few, never before or beyond the history', async () => {
    const found = await numbers(sql`
      SELECT avg((reviewed_at < decided_at + INTERVAL 2 DAY)::INTEGER) AS two,
        avg((reviewed_at < decided_at + INTERVAL 3 DAY)::INTEGER) AS three,
        count(*) FILTER (reviewed_at <= decided_at OR reviewed_at >= TIMESTAMP '2026-07-01') AS impossible
      FROM verdict JOIN decision USING (decision_id)`);
    expect(found['two']).toBeGreaterThan(0.97);
    expect(found['three']).toBeGreaterThan(0.99);
    expect(found['three']).toBeLessThan(1);
    expect(found['impossible']).toBe(0);
  });

  test('say what is true, but for the planted noise', async () => {
    const found = await numbers(sql`
      SELECT avg((verdict <> 'agree')::INTEGER) FILTER (is_right) AS false_alarms,
        avg((verdict = 'agree')::INTEGER) FILTER (NOT is_right AND domain <> 'billing-dispute') AS slips,
        avg((verdict = 'agree')::INTEGER) FILTER (NOT is_right AND domain = 'billing-dispute') AS stamps
      FROM judged WHERE verdict <> 'unsure'`);
    expect(found['false_alarms']).toBeGreaterThan(0.001);
    expect(found['false_alarms']).toBeLessThan(0.005);
    expect(found['slips']).toBeLessThan(0.04);
    expect(found['stamps']).toBeGreaterThan(0.25);
    const { blind } = await numbers(sql`
      SELECT avg((verdict = 'agree')::INTEGER) AS blind FROM verdict JOIN truth USING (decision_id)
      JOIN decision USING (decision_id) WHERE blind AND NOT "right" AND domain = 'billing-dispute'`);
    expect(blind).toBeLessThan(0.15);
  });

  test('carry answers, severities and two different people where they should', async () => {
    const found = await numbers(sql`
      SELECT count(*) FILTER ((verdict = 'agree') <> (human_answer IS NOT DISTINCT FROM ai_answer)
          OR (verdict = 'unsure') <> (human_answer IS NULL)) AS answers,
        count(*) FILTER ((verdict = 'edit') <> (severity IS NOT NULL) OR severity NOT BETWEEN 0.1 AND 0.5) AS losses,
        count(DISTINCT reviewer_id) AS reviewers, count(*) FILTER (blind) AS blind
      FROM verdict JOIN decision USING (decision_id)`);
    expect(found).toMatchObject({ answers: 0, losses: 0, reviewers: 12 });
    expect(found['blind']).toBeGreaterThan(500);
    const { same } = await numbers(sql`
      SELECT count(*) AS same FROM verdict a JOIN verdict b USING (decision_id, reviewer_id)
      WHERE a.blind AND NOT b.blind`);
    expect(same).toBe(0);
  });
});

describe('planted features', () => {
  test('three domains can take most of their traffic at 5 %, one can take none', () => {
    for (const domain of ['delivery-status', 'password-reset', 'appointment']) {
      const best = planted(domain).thresholds.find((row) => row.risk !== null && row.risk < 0.035)!;
      expect(best.coverage, domain).toBeGreaterThan(0.7);
    }
    for (const { risk } of planted('complaint').thresholds) expect(risk).toBeGreaterThan(0.2);
  });

  test('drift, a language and large amounts cost accuracy that confidence does not show', async () => {
    for (const domain of ['address-change', 'cancellation', 'refunds']) {
      const { accuracy, elsewhere } = planted(domain).handicap!;
      expect(elsewhere! - accuracy!, domain).toBeGreaterThan(0.08);
    }
    const { gap } = await numbers(sql`
      SELECT avg(confidence) FILTER (language <> 'pl') - avg(confidence) FILTER (language = 'pl') AS gap
      FROM decision WHERE domain = 'cancellation'`);
    expect(Math.abs(gap!)).toBeLessThan(0.03);
  });

  test('a model changes, and the new one runs in the loop under the old policy', async () => {
    const rows = await database.rows(
      z.object({ model: z.string(), routes: z.array(z.string()), first: z.string() }),
      sql`SELECT model, list(DISTINCT route ORDER BY route) AS routes, min(decided_at)::DATE::VARCHAR AS "first"
          FROM decision WHERE domain = 'order-change' GROUP BY model ORDER BY model`,
    );
    expect(rows).toEqual([
      { model: 'agent-2026-01', routes: ['in-the-loop', 'on-the-loop'], first: '2026-03-03' },
      { model: 'agent-2026-06', routes: ['in-the-loop'], first: '2026-06-12' },
    ]);
  });

  test('truth.json agrees with the files', async () => {
    const row = planted('refunds');
    const found = await numbers(sql`
      SELECT count(*) AS decisions, avg(p_right) AS accuracy,
        count(*) FILTER (confidence >= 0.9 AND len(triggers) = 0) AS above,
        1 - avg(p_right) FILTER (confidence >= 0.9 AND len(triggers) = 0) AS risk
      FROM decision JOIN truth USING (decision_id) WHERE domain = 'refunds'`);
    const at = row.thresholds.find(({ threshold }) => threshold === 0.9)!;
    expect(found['decisions']).toBe(row.decisions);
    expect(found['above']).toBe(at.decisions);
    expect(found['accuracy']).toBeCloseTo(row.accuracy, 5);
    expect(found['risk']).toBeCloseTo(at.risk!, 5);
    expect(summary.truth.verdicts).toBe((await numbers(sql`SELECT count(*) AS n FROM verdict`))['n']);
  });
});

describe('paired', () => {
  test('is the left join of the two files', async () => {
    const { files } = await run('paired', { paired: true });
    expect(files.map((file) => file.split('/').at(-1))).toEqual([
      'history.parquet',
      'truth.parquet',
      'truth.json',
    ]);
    const { apart } = await numbers(sql`
      WITH history AS (FROM ${parquet('paired', 'history.parquet')}),
        joined AS (FROM decision LEFT JOIN verdict USING (decision_id))
      SELECT (SELECT count(*) FROM (FROM history EXCEPT ALL FROM joined))
        + (SELECT count(*) FROM (FROM joined EXCEPT ALL FROM history)) AS apart`);
    expect(apart).toBe(0);
  });

  test('has one row per decision without double reviews', async () => {
    await run('single', { paired: true, doubleReview: false, decisions: 20_000 });
    const found = await numbers(sql`
      SELECT count(*) AS n, count(DISTINCT decision_id) AS ids FROM ${parquet('single', 'history.parquet')}`);
    expect(found).toEqual({ n: 20_000, ids: 20_000 });
  });
});

test('the shipped configuration is valid, and draws the line of eligibility where the truth does', () => {
  const configuration = Configuration.parse(parse(readFileSync(join(shipped, 'leeway.yaml'), 'utf8')));
  expect(Object.keys(configuration.domains).sort()).toEqual(scenario.domains.map(({ name }) => name).sort());
  for (const { name, maxAmount } of scenario.domains) {
    const rules = rulesFor(configuration, name);
    expect(rules.maxAmount ?? null, name).toBe(maxAmount);
    expect(rules.alwaysReview, name).toEqual(scenario.alwaysReview);
  }
});
