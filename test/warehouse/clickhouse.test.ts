import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/store/database.ts';
import { type ClickHouseServer, PASSWORD, startClickHouse } from '../support/clickhouse.ts';
import { countsOfLake } from '../support/lake.ts';
import {
  countsOf,
  emptyStore,
  fromFiles,
  fromStore,
  NOW,
  pullFrom,
  warehouseOf,
} from '../support/pushed-store.ts';
import { CLICKHOUSE_TABLES, historyCsv, warehouseHistory, writeBoth } from '../support/warehouse-history.ts';

const started = await startClickHouse(2);
if (typeof started === 'string') console.warn(`left out: ${started}`);

const folder = mkdtempSync(join(tmpdir(), 'leeway-test-'));
const TABLES = warehouseOf({ decisions: 'decisions', verdicts: 'verdicts' });
const LATE = '2026-04-20';

describe.skipIf(typeof started === 'string')('evidence from ClickHouse', () => {
  const [one, other] = (typeof started === 'string' ? [] : started.servers) as [
    ClickHouseServer,
    ClickHouseServer,
  ];
  let db: Database;
  let files: string[];
  let attached: string;

  beforeAll(async () => {
    db = await Database.open();
    await warehouseHistory(db, 5000, 60);
    files = await writeBoth(db, folder);
    attached = await countsOfLake(db, folder);
    const csv = await historyCsv(db, folder);
    for (const table of CLICKHOUSE_TABLES) await one.run(table);
    await one.run('INSERT INTO decisions FORMAT CSV', csv.decisions);
    await one.run('INSERT INTO verdicts FORMAT CSV', csv.verdicts);
  });

  afterAll(async () => {
    db.close();
    if (typeof started !== 'string') await started.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('recommends to the byte what the same history recommends as files, and changes nothing when asked again', async () => {
    const place = await emptyStore(folder, 'single.duckdb');
    const first = await pullFrom(place, TABLES, { url: one.url });
    expect(first).toMatchObject({ run: 1, decisions: 5000, from: null });
    expect(await fromStore(place)).toBe(await fromFiles(files));
    expect(await countsOf(place)).toBe(attached);
    // In several statements the same counts come, and so nothing that could be written.
    const again = await pullFrom(place, TABLES, { url: one.url, atOnce: 2000, all: true });
    expect(again).toMatchObject({ run: null, decisions: 5000 });
    expect(again.statements).toBeGreaterThan(first.statements);
    const incremental = await pullFrom(place, { ...TABLES, lateVerdicts: 86_400_000 * 5 }, { url: one.url });
    expect(incremental.run).toBe(2);
  });

  it('asks only for days that may have changed, and takes verdicts that came late', async () => {
    await one.run('CREATE DATABASE later');
    for (const table of CLICKHOUSE_TABLES) await one.run(table.replace('TABLE ', 'TABLE later.'));
    const before = await historyCsv(db, folder, LATE);
    await one.run('INSERT INTO later.decisions FORMAT CSV', before.decisions);
    await one.run('INSERT INTO later.verdicts FORMAT CSV', before.verdicts);
    const tables = {
      ...warehouseOf({ decisions: 'later.decisions', verdicts: 'later.verdicts' }),
      ...{ partDays: 7, lateVerdicts: 86_400_000 * 10 },
    };
    const place = await emptyStore(folder, 'later.duckdb');
    await pullFrom(place, tables, { url: one.url });
    const half = join(folder, 'half');
    expect(await fromStore(place)).toBe(await fromFiles(await writeBoth(db, mkdir(half), LATE)));
    const since = await historyCsv(db, folder, '9999-01-01', LATE);
    await one.run('INSERT INTO later.decisions FORMAT CSV', since.decisions);
    await one.run('INSERT INTO later.verdicts FORMAT CSV', since.verdicts);
    const later = await pullFrom(place, tables, { url: one.url });
    expect(later.from).toBe('2026-04-09T00:00:00.000Z');
    expect(await fromStore(place)).toBe(await fromFiles(files));
  });

  it('groups on two shards what is spread over them, and leaves the store alone when one of them is dead', async () => {
    await spread(db, [one, other]);
    const tables = warehouseOf(
      { decisions: 'default.all_decisions', verdicts: 'default.all_verdicts' },
      (yaml) => `${yaml}shardVerdicts: default.own_verdicts\n`,
    );
    const place = await emptyStore(folder, 'shards.duckdb');
    await pullFrom(place, tables, { url: one.url });
    const whole = await fromStore(place);
    expect(whole).toBe(await fromFiles(files));
    expect(await countsOf(place)).toBe(attached);
    // Wherever verdicts lie, a join over the whole cluster finds them.
    const global = warehouseOf({ decisions: 'default.all_decisions', verdicts: 'default.all_verdicts' });
    const elsewhere = await emptyStore(folder, 'global.duckdb');
    await pullFrom(elsewhere, global, { url: one.url });
    expect(await fromStore(elsewhere)).toBe(whole);
    await other.kill();
    await expect(pullFrom(place, tables, { url: one.url, all: true })).rejects.toThrow(
      /a part of the cluster does not answer; the store is as before/,
    );
    expect(await fromStore(place)).toBe(whole);
  });

  it.each([
    ['nobody listens', {}, { url: 'http://127.0.0.1:1' }, /nobody listens there; check LEEWAY_SOURCE_URL/],
    [
      'the password is wrong',
      {},
      { user: 'reader', password: 'no' },
      /check the user in LEEWAY_SOURCE_URL and/,
    ],
    ['the table is not there', { decisions: 'nothing' }, {}, /check decisions.table and verdicts.table/],
    [
      'a column is not there',
      { map: ['model: model', 'model: agent'] },
      {},
      /decisions.columns.model: no column "agent" there \(it has: decision_id,/,
    ],
    [
      'a mapping makes something else of a column',
      { map: ['model: model', 'confidence: { constant: 97 }'] },
      {},
      /no decision that keeps all rules \(5.000 rows: confidence lies outside \[0, 1\]\); ask/,
    ],
    [
      'a column is no number',
      { map: ['amount: amount', 'amount: route'] },
      {},
      /decisions.columns.amount: the column is String, and not a number/,
    ],
    [
      'a column is no time',
      { map: ['model: model', 'decided_at: domain'] },
      {},
      /decided_at: the column is String, and not a time/,
    ],
    [
      'the engine is too slow',
      { verdicts: 'slow' },
      { timeoutMs: 300 },
      /no answer after 0.3 s; give it longer with --timeout/,
    ],
  ] as const)('says in one line that %s', async (_, change, asked, message) => {
    const { map, ...tables } = change as {
      map?: readonly [string, string];
      decisions?: string;
      verdicts?: string;
    };
    const { user, ...rest } = asked as { user?: string; url?: string; password?: string; timeoutMs?: number };
    const own = warehouseOf({ decisions: 'decisions', verdicts: 'verdicts', ...tables }, (yaml) =>
      map === undefined ? yaml : yaml.replace(...map),
    );
    const slow = tables.verdicts === 'slow';
    const warehouse = slow
      ? {
          ...own,
          decisions: { columns: own.decisions.columns, query: 'SELECT * FROM decisions WHERE sleep(1) = 0' },
        }
      : own;
    const place = await emptyStore(mkdtempSync(join(folder, 'error-')));
    const url = user === undefined ? one.url : one.url.replace('//', `//${user}@`);
    const failed = pullFrom(place, slow ? { ...warehouse, verdicts: TABLES.verdicts } : warehouse, {
      url,
      ...rest,
    });
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.not.toThrow(/\n/);
  });

  it('reads as a user who may only read, and whose password has quotes in it', async () => {
    const place = await emptyStore(folder, 'reader.duckdb');
    const url = one.url.replace('//', '//reader@');
    expect(await pullFrom(place, TABLES, { url, password: PASSWORD })).toMatchObject({ decisions: 5000 });
  });

  it('refuses times that are still to come, as those of another zone are', async () => {
    const place = { ...(await emptyStore(folder, 'zone.duckdb')), now: '2026-04-30T18:00:00.000Z' };
    await expect(pullFrom(place, TABLES, { url: one.url })).rejects.toThrow(
      /has times \d+\.\d hours ahead of now, as those have that are not in UTC; name timeZone/,
    );
    expect(NOW > place.now).toBe(true);
  });

  it('stops when told to, and cancels the statement on the server', async () => {
    const place = await emptyStore(folder, 'stopped.duckdb');
    const slow = {
      ...TABLES,
      decisions: { columns: TABLES.decisions.columns, query: 'SELECT * FROM decisions WHERE sleep(2) = 0' },
    };
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 500);
    await expect(pullFrom(place, slow, { url: one.url, signal: controller.signal })).rejects.toThrow(
      /stopped, and the statement cancelled; the store is as before/,
    );
  });

  it('refuses ids that stand twice, which would be counted twice', async () => {
    await one.run(CLICKHOUSE_TABLES[0]?.replace('TABLE decisions', 'TABLE twice') ?? '');
    await one.run('INSERT INTO twice SELECT * FROM decisions');
    await one.run("INSERT INTO twice SELECT * FROM decisions WHERE decision_id < 'd00000003'");
    const place = await emptyStore(folder, 'twice.duckdb');
    const tables = warehouseOf({ decisions: 'twice', verdicts: 'verdicts' });
    await expect(pullFrom(place, tables, { url: one.url })).rejects.toThrow(
      /3 decisions have the decision_id of another; give decisions.query/,
    );
  });
});

/** Both tables over both servers, by the hash of the decision's id. */
async function spread(db: Database, servers: readonly ClickHouseServer[]): Promise<void> {
  for (const server of servers) {
    for (const table of CLICKHOUSE_TABLES) await server.run(table.replace('TABLE ', 'TABLE own_'));
    for (const name of ['decisions', 'verdicts'])
      await server.run(
        `CREATE TABLE all_${name} AS own_${name} ENGINE = Distributed(both, default, own_${name}, cityHash64(decision_id))`,
      );
  }
  const csv = await historyCsv(db, folder);
  for (const name of ['decisions', 'verdicts'] as const)
    await (servers[0] as ClickHouseServer).run(
      `INSERT INTO all_${name} FORMAT CSV`,
      csv[name],
      'insert_distributed_sync=1',
    );
}

function mkdir(path: string): string {
  return mkdtempSync(`${path}-`);
}
