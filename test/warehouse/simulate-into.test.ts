import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { simulateInto } from '../../src/workflows/simulate-into.ts';
import { type ClickHouseServer, PASSWORD, startClickHouse } from '../support/clickhouse.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leeway as leewayProcess } from '../support/leeway.ts';
import { countsOf, NOW } from '../support/pushed-store.ts';

const started = await startClickHouse(2);
if (typeof started === 'string') console.warn(`left out: ${started}`);

const cwd = mkdtempSync(join(tmpdir(), 'leeway-test-'));
const DECISIONS = 12_000;
const HISTORY = ['--decisions', `${DECISIONS}`, '--seed', '11'];

describe.skipIf(typeof started === 'string')('a simulated history in ClickHouse', () => {
  const [one, other] = (typeof started === 'string' ? [] : started.servers) as [
    ClickHouseServer,
    ClickHouseServer,
  ];
  afterAll(async () => {
    if (typeof started !== 'string') await started.stop();
    rmSync(cwd, { recursive: true, force: true });
  });
  const counts = (name: string) => countsOf({ path: join(cwd, name), now: NOW });
  const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const done = await leeway(args, { cwd, env });
    expect(done, done.err).toMatchObject({ code: 0 });
    return done;
  };
  const into = (url: string, ...args: string[]) =>
    leeway(['simulate', ...HISTORY, '--to-url', url, ...args], { cwd });

  it('has the cells of the same history in files, and recommends to the byte the same', async () => {
    await run(['simulate', ...HISTORY, '--out', 'files']);
    const { out, err } = await run(['simulate', ...HISTORY, '--to-url', one.url]);
    expect(err).toMatch(
      /^12\u2009000 of 12\u2009000 decisions\n12\u2009000 decisions, [\d\u2009]+ verdicts, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d\n$/,
    );
    writeFileSync(join(cwd, 'engine.yaml'), out);
    const file = (name: string) =>
      `query: SELECT * FROM read_parquet('${join(cwd, 'files', `${name}.parquet`)}')`;
    writeFileSync(
      join(cwd, 'files.yaml'),
      out.replace(/table: (\w+)/g, (_, name: string) => file(name)),
    );
    for (const name of ['engine', 'lake', 'rows']) await run(['init', '--db', `${name}.duckdb`]);
    const db = (name: string) => ['--db', `${name}.duckdb`];
    await run(['evidence', 'pull', '--source', 'engine.yaml', ...db('engine')], {
      LEEWAY_SOURCE_URL: one.url,
    });
    await run(['attach', '--source', 'files.yaml', ...db('lake')]);
    await run(['ingest', 'files/decisions.parquet', 'files/verdicts.parquet', ...db('rows')]);
    expect(await counts('engine.duckdb')).toBe(await counts('lake.duckdb'));
    const [engine, rows] = await Promise.all(
      ['engine', 'rows'].map((name) => run(['recommend', ...db(name), '--format', 'json'])),
    );
    expect(engine?.out).toBe(rows?.out);
    expect(JSON.parse(engine?.out ?? '').input.decisions).toBe(DECISIONS);
    const refused = await into(one.url);
    expect([refused.code, complaint(refused)]).toEqual([
      3,
      `${one.url}: the table decisions holds rows, which a simulated history would be mixed with; name another with --decisions-table, or empty it`,
    ]);
  });

  it('goes through Distributed tables to the shards, with the columns that they have', async () => {
    for (const server of [one, other]) {
      await server.run(`CREATE TABLE own_d (decision_id String, domain String, decided_at DateTime, confidence Float64,
        model String, audit UInt8) ENGINE = MergeTree ORDER BY decision_id`);
      await server.run(
        'CREATE TABLE own_v (decision_id String, verdict String, reviewed_at DateTime) ENGINE = MergeTree ORDER BY decision_id',
      );
      for (const name of ['d', 'v'])
        await server.run(
          `CREATE TABLE all_${name} AS own_${name} ENGINE = Distributed(both, default, own_${name}, cityHash64(decision_id))`,
        );
    }
    const tables = ['--decisions-table', 'default.all_d', '--verdicts-table', 'default.all_v'];
    const { out } = await into(one.url, ...tables);
    expect(out).toBe(
      'decisions:\n  table: default.all_d\n  columns:\n    model: model\nverdicts:\n  table: default.all_v\n  columns: {}\n',
    );
    const [mine, theirs] = await Promise.all(
      [one, other].map(async ({ run: ask }) => Number(await ask('SELECT count() FROM own_d'))),
    );
    expect((mine ?? 0) + (theirs ?? 0)).toBe(DECISIONS);
    expect(theirs).toBeGreaterThan(DECISIONS / 3);
    const own = 'SELECT count() FROM own_v WHERE decision_id NOT IN (SELECT decision_id FROM own_d)';
    expect(await one.run(own)).toBe('0\n');
  });

  it.each([
    ['a String', 'decided_at String', 'decided_at is String, and not DateTime'],
    ['missing', 'moment DateTime', 'has no column decided_at'],
    [
      'without a way to say none',
      'decided_at DateTime, amount Float64',
      'amount is Float64, which cannot say that there is none, and not Nullable(Float64)',
    ],
  ])('refuses a table with a column that is %s, and makes none', async (_, column, says) => {
    await one.run('DROP TABLE IF EXISTS odd');
    await one.run(
      `CREATE TABLE odd (decision_id String, domain String, confidence Float64, ${column}) ENGINE = MergeTree ORDER BY decision_id`,
    );
    const refused = await into(one.url, '--decisions-table', 'odd', '--verdicts-table', 'none');
    expect([refused.code, complaint(refused)]).toEqual([
      3,
      `the table odd: ${says}; name one with --decisions-table that does not exist yet`,
    ]);
    expect(await one.run('EXISTS TABLE none')).toBe('0\n');
  });

  it('says in one line what stands in the way', async () => {
    const nobody = one.url.replace(/\d+$/, '1');
    const secret = one.url.replace('//', '//me:hunter2@');
    const cases = [
      [[nobody], 3, `${nobody}: nobody listens there; check --to-url, and whether the server runs`],
      [[`${one.url}/nowhere`], 3, /nowhere.* check the database in --to-url/],
      [[one.url.replace('//', '//nobody@')], 3, /check the user in --to-url and LEEWAY_SOURCE_PASSWORD/],
      [[secret], 2, /^--to-url: holds a password, which all on this machine can see/],
      [['moon'], 2, '--to-url: is no URL; for example http://reader@127.0.0.1:8123/default'],
      [['postgres://h/x'], 2, /^--to-url: postgres:\/\/ is no ClickHouse over HTTP; .* files with --out$/],
      [[one.url, '--out', 'x'], 2, '--to-url: goes without --out and --paired; leave them out'],
    ] as const;
    for (const [[url, ...args], code, says] of cases) {
      const refused = await into(url, ...args);
      expect(refused.code, refused.err).toBe(code);
      if (typeof says === 'string') expect(complaint(refused)).toBe(says);
      else expect(complaint(refused)).toMatch(says);
      expect(refused.err).not.toContain('hunter2');
    }
    const reader = await leeway(
      [
        ...['simulate', '--to-url', one.url.replace('//', '//reader@')],
        ...['--decisions-table', 'not_mine', '--verdicts-table', 'nor_this'],
      ],
      { cwd, env: { LEEWAY_SOURCE_PASSWORD: PASSWORD } },
    );
    expect(complaint(reader)).toMatch(
      /; the user may not write there; grant CREATE TABLE, SELECT and INSERT/,
    );
  });

  it.each([
    ['SIGINT', 'simulate'],
    ['SIGTERM', 'simulate'],
    ['SIGINT', 'pull'],
  ] as const)('says at %s of %s how things stand, and ends in good order', async (signal, command) => {
    const tables = `${signal}_${command}`;
    writeFileSync(
      join(cwd, 'slow.yaml'),
      "decisions: { query: 'SELECT * FROM decisions WHERE sleep(2) = 0', columns: { verdict: { constant: agree } } }\n",
    );
    await leeway(['init', '--db', `${tables}.duckdb`], { cwd });
    const asked = {
      simulate: [
        ...['simulate', '--decisions', '3000000', '--to-url', one.url],
        ...['--decisions-table', `${tables}_d`, '--verdicts-table', `${tables}_v`],
      ],
      pull: ['evidence', 'pull', '--source', 'slow.yaml', '--db', `${tables}.duckdb`],
    }[command];
    const begun = {
      simulate: `EXISTS TABLE ${tables}_v`,
      pull: "SELECT count() > 0 FROM system.processes WHERE query LIKE '%sleep(2)%' AND query NOT LIKE '%processes%'",
    }[command];
    let [hasBegun, isSent] = [false, false];
    const watch = setInterval(async () => {
      if ((await one.run(begun)) === '1\n') hasBegun = true;
    }, 50);
    const ended = await leewayProcess(asked, {
      cwd,
      env: { LEEWAY_SOURCE_URL: one.url },
      interrupt: {
        signal,
        // Once: at the second one the process ends at once.
        when: () => {
          if (!hasBegun || isSent) return false;
          isSent = true;
          return true;
        },
      },
    });
    clearInterval(watch);
    expect(ended.code).toBe(3);
    expect(ended.err).toMatch(
      {
        simulate:
          /^leeway: http:\S+: stopped; of 3\u2009000\u2009000 decisions at least 0 are in \S+, and 0 verdicts/,
        pull: /^leeway: http:\S+: stopped, and the statement cancelled; the store is as before$/m,
      }[command],
    );
  });

  it('says what was written when it is stopped, and when the server goes away', async () => {
    const stopping = new AbortController();
    const cut = (name: string, act: () => unknown) => {
      let batches = 0;
      return simulateInto({
        ...{ scenario: 'contact-center', decisions: 200_000, seed: 7, atOnce: 5000 },
        tables: { decisions: `${name}_d`, verdicts: `${name}_v` },
        connection: {
          ...{ url: new URL(other.url), password: null, timeoutMs: 60_000 },
          signal: name === 'stopped' ? stopping.signal : new AbortController().signal,
        },
        tell: () => {
          batches += 1;
          if (batches === 2) act();
        },
      });
    };
    await expect(cut('stopped', () => stopping.abort())).rejects.toThrow(
      /: stopped; of 200\u2009000 decisions at least 10\u2009000 are in stopped_d, and [\d\u2009]+ verdicts in stopped_v: empty both before you try again$/,
    );
    const rows = Number(await other.run('SELECT count() FROM stopped_d'));
    expect(rows).toBeGreaterThanOrEqual(10_000);
    expect(rows).toBeLessThan(200_000);
    await expect(cut('dead', () => void other.kill())).rejects.toThrow(
      /check --to-url, and whether the server runs; of 200\u2009000 decisions at least [\d\u2009]+ are in dead_d/,
    );
  });
});
