import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { StoreReport } from '../../src/contracts/store-report.ts';
import { NEWEST_VERSION } from '../../src/store/record/migrations.ts';
import { leeway } from '../support/in-process.ts';
import { IS_LONG } from '../support/is-long.ts';
import { complaint, leeway as leewayProcess, leewayServer, ROOT } from '../support/leeway.ts';
import { outcome, post } from '../support/serving.ts';
import { temporaryFolder, textFile } from '../support/write-history.ts';

const DECISIONS = join(ROOT, 'data/decisions.parquet');
const VERDICTS = join(ROOT, 'data/verdicts.parquet');
const rules = 'defaults: { alwaysReview: [regulatory, legal_intent, frustration, amount_over_limit] }\n';

const rows = (from: number, many: number): string =>
  Array.from({ length: many }, (_, index) => {
    const decision_id = `d${from + index}`;
    return `${JSON.stringify({ decision_id, domain: 'x', decided_at: '2026-05-01T10:00:00Z', confidence: 0.9 })}\n`;
  }).join('');

async function madeStore(): Promise<string> {
  const cwd = temporaryFolder();
  expect((await leeway(['init'], { cwd })).code).toBe(0);
  return cwd;
}

/** Before anything was applied; in the midst of applying; and after some of it: in ms after the last answer. */
const MOMENTS = IS_LONG ? Array.from({ length: 50 }, (_, place) => (place * 977) % 1900) : [0, 1050, 1300];

describe('leeway serve', () => {
  it('has every acknowledged row exactly once, wherever kill -9 falls between the answer and the store', {
    timeout: IS_LONG ? 600_000 : 60_000,
  }, async () => {
    const cwd = await madeStore();
    let acknowledged = 0;
    let sent = 0;
    for (const milliseconds of MOMENTS) {
      const server = await leewayServer([], cwd);
      const bodies = Array.from({ length: 20 }, (_, index) => rows(sent + index * 500, 500));
      const answers = await Promise.all(bodies.map((body) => post(`${server.url}/v1/decisions`, body)));
      expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 202));
      [sent, acknowledged] = [sent + 10_000, acknowledged + 10_000];
      // These are in flight when it happens: some of them may be in, whole.
      const unheard = Promise.allSettled(
        [0, 1, 2].map((index) => post(`${server.url}/v1/decisions`, rows(sent + index * 500, 500))),
      );
      sent += 1500;
      await pause(milliseconds);
      server.process.kill('SIGKILL');
      await server.ended;
      for (const one of await unheard)
        if (one.status === 'fulfilled' && one.value.status === 202) acknowledged += 500;
    }
    const last = await leewayServer([], cwd);
    // Sent again by a client that never heard: nothing is added twice.
    const again = await post(`${last.url}/v1/decisions?wait=true`, rows(0, sent));
    const { added, known } = again.ingest?.summary?.decisions ?? { added: 0, known: 0 };
    expect(known).toBeGreaterThanOrEqual(acknowledged);
    expect(known + added).toBe(sent);
    expect(known % 500).toBe(0);
    last.process.kill('SIGTERM');
    expect(await last.ended).toBe(0);
    const { out, code } = await leeway(['doctor', '--format', 'json'], { cwd });
    expect(code).toBe(0);
    expect(StoreReport.parse(JSON.parse(out))).toMatchObject({ decisions: sent, quarantined: 0 });
    expect(readdirSync(join(cwd, 'leeway.duckdb.spool'))).toEqual(['requests.jsonl']);
    expect(readdirSync(cwd)).not.toContain('leeway.duckdb.server');
  });

  it('is asked by every command with --url, and says what the store says without', {
    timeout: 60_000,
  }, async () => {
    const cwd = await madeStore();
    writeFileSync(join(cwd, 'leeway.yaml'), rules);
    const { url, process: server, ended } = await leewayServer([], cwd);
    // A command elsewhere has neither the store nor its settings.
    const elsewhere = { cwd: temporaryFolder(), env: { LEEWAY_URL: url } };
    const first = await leewayProcess(['ingest', DECISIONS, VERDICTS], elsewhere);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(
      /^2 files read\n60.000 decisions added\n38.509 verdicts added\n0 rows in quarantine\n$/,
    );
    const again = await leeway(['ingest', DECISIONS, VERDICTS, '--url', url], { cwd });
    expect(again.out).toBe(
      '0 files read (2 known already)\n0 decisions added\n0 verdicts added\n0 rows in quarantine\n',
    );
    const odd = textFile(
      'odd.csv',
      'id,sure,domain,decided_at\na,90,x,2026-05-01T10:00:00Z\nb,900,x,2026-05-01T10:00:00Z\n',
    );
    writeFileSync(
      join(cwd, 'map.yaml'),
      'columns: { decision_id: id, confidence: { column: sure, scale: percent } }\n',
    );
    const mapped = (...args: string[]) =>
      leeway(['ingest', odd, '--map', 'map.yaml', '--url', url, ...args], { cwd });
    expect(complaint(await mapped('--strict'))).toMatch(
      /^--strict takes all or nothing, and 1 row was refused \(confidence lies outside \[0, 1\], first at .*odd\.csv line 3/,
    );
    const loose = await mapped();
    expect(loose.out).toMatch(/1 decision added\n0 verdicts added\n1 row in quarantine/);
    expect(loose.err).toMatch(/^1 row quarantined: confidence lies outside.*odd\.csv line 3 \("900"\)\n$/);
    const stream = await leewayProcess(['ingest', '-', '--url', url], { cwd, input: rows(0, 3) });
    expect(stream.out).toMatch(/3 decisions added/);
    const asked = (...args: string[]) => leeway(args, elsewhere);
    const [json, csv, doctor] = [
      await asked('recommend', '--format', 'json'),
      await asked('recommend', '--as-of', '2026-03-01T00:00:00Z', '--format', 'csv'),
      await asked('doctor', '--format', 'json'),
    ];
    expect((await leewayProcess(['doctor'], elsewhere)).out).toContain(`${url}: version ${NEWEST_VERSION}`);
    server.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(json.out).toBe((await leeway(['recommend', '--format', 'json'], { cwd })).out);
    expect(csv.out).toBe(
      (await leeway(['recommend', '--as-of', '2026-03-01T00:00:00Z', '--format', 'csv'], { cwd })).out,
    );
    const report = StoreReport.parse(JSON.parse(doctor.out));
    expect(report).toMatchObject({
      decisions: 60_004,
      verdicts: 38_509,
      quarantined: 1,
      checks: expect.any(Array),
    });
  });

  it('says in one line what stands in the way', { timeout: 60_000 }, async () => {
    const cwd = await madeStore();
    const complain = async (...args: string[]) => complaint(await leeway(args, { cwd }));
    expect(await complain('serve', '--host', '0.0.0.0')).toMatch(
      /^--host 0\.0\.0\.0: .* served on this machine only/,
    );
    expect(await complain('serve', '--db', 'none.duckdb')).toMatch(/there is no store; make one/);
    expect(await complain('doctor', '--url', 'http://127.0.0.1:9')).toMatch(
      /no server answers there; start one/,
    );
    expect(await complain('doctor', '--url', 'nowhere')).toMatch(/is no address, for example http:/);
    expect(await complain('doctor', '--url', 'http://127.0.0.1:9', '--db', 'a')).toMatch(/leave --db out/);
    const { url, process: server } = await leewayServer([], cwd);
    for (const command of [['doctor'], ['recommend'], ['ingest', DECISIONS], ['backup', 'b']])
      expect(await complain(...command)).toBe(
        `leeway.duckdb: a leeway server has it open (process ${server.pid}); ask it with --url ${url}`,
      );
    mkdirSync(join(cwd, 'other'));
    await leeway(['init', '--db', 'other/a.duckdb'], { cwd });
    const port = new URL(url).port;
    expect(await complain('serve', '--db', 'other/a.duckdb', '--port', port)).toMatch(
      /another program listens there/,
    );
    expect(await complain('recommend', '--url', url)).toMatch(/the store is empty/);
    expect(await complain('recommend', '--url', url, '--risk', '0.1')).toMatch(
      /--risk: the server has limits/,
    );
    expect(await complain('recommend', DECISIONS, '--url', url)).toMatch(/reads files or a store/);
    expect(await complain('ingest', DECISIONS, '--url', url, '--quarantine', 'q.csv')).toMatch(
      /--quarantine: /,
    );
    expect(await complain('ingest', DECISIONS, VERDICTS, '--url', url, '--strict')).toMatch(
      /one file at a time/,
    );
    const foreign = textFile('foreign.csv', 'when,what\n1,2\n');
    expect(await complain('ingest', foreign, '--url', url)).toMatch(
      /foreign\.csv: no column for decision_id/,
    );
    const { ingest } = await post(`${url}/v1/decisions`, rows(0, 1));
    expect(await outcome(url, ingest?.id)).toMatchObject({ status: 'applied' });
  });
});
