import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/store/database.ts';
import { raw } from '../../src/store/sql.ts';
import { countsOfLake } from '../support/lake.ts';
import { PASSWORD, type PostgresServer, startPostgres } from '../support/postgres.ts';
import {
  countsOf,
  emptyStore,
  fromFiles,
  fromStore,
  pullFrom,
  warehouseOf,
} from '../support/pushed-store.ts';
import { postgresTables, warehouseHistory, writeBoth } from '../support/warehouse-history.ts';

const started = await startPostgres();
if (typeof started === 'string') console.warn(`left out: ${started}`);

const folder = mkdtempSync(join(tmpdir(), 'leeway-test-'));
const TABLES = warehouseOf({ decisions: 'decisions', verdicts: 'public.verdicts' });

describe.skipIf(typeof started === 'string')('evidence from PostgreSQL', () => {
  const server = started as PostgresServer;
  let db: Database;
  let files: string[];
  let attached: string;

  beforeAll(async () => {
    db = await Database.open();
    await warehouseHistory(db, 4000, 60);
    // Parts of a second, which PostgreSQL has.
    await db.run(
      raw(
        'UPDATE decisions SET decided_at = decided_at + to_microseconds((hash(decision_id) % 1000000)::BIGINT)',
      ),
    );
    await db.run(
      raw(
        'UPDATE verdicts SET reviewed_at = reviewed_at + to_microseconds((hash(decision_id) % 1000000)::BIGINT)',
      ),
    );
    files = await writeBoth(db, folder);
    attached = await countsOfLake(db, folder);
    for (const statement of await postgresTables(db)) await server.run(statement);
    await server.run(`CREATE ROLE reader LOGIN PASSWORD '${PASSWORD.replace("'", "''")}'`);
  });

  afterAll(async () => {
    db.close();
    if (typeof started !== 'string') await started.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('recommends to the byte what the same history recommends as files, and changes nothing when asked again', async () => {
    const place = await emptyStore(folder, 'postgres.duckdb');
    const told: string[] = [];
    await pullFrom(place, TABLES, { url: server.url }, told);
    expect(await fromStore(place)).toBe(await fromFiles(files));
    expect(await countsOf(place)).toBe(attached);
    expect(told[0]).toBe(
      'decided_at, reviewed_at: without a zone, taken for UTC; name timeZone in the file of --source where it is another',
    );
    expect(await pullFrom(place, TABLES, { url: server.url, all: true })).toMatchObject({ run: null });
  });

  it('reads bare times in the zone that is named, and others in their own', async () => {
    await server.run(
      `CREATE VIEW local AS SELECT *, decided_at AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Berlin' AS own_time FROM decisions`,
    );
    await server.run(
      `CREATE VIEW zoned AS SELECT *, reviewed_at AT TIME ZONE 'UTC' AS own_time FROM verdicts`,
    );
    const place = await emptyStore(folder, 'zone.duckdb');
    const tables = warehouseOf(
      { decisions: 'local', verdicts: 'zoned' },
      (yaml) =>
        `${yaml
          .replace('model: model', 'model: model, decided_at: own_time')
          .replace(
            'severity: severity',
            'severity: severity, reviewed_at: own_time',
          )}timeZone: Europe/Berlin\n`,
    );
    await pullFrom(place, tables, { url: server.url });
    expect(await fromStore(place)).toBe(await fromFiles(files));
  });

  it.each([
    [
      'nobody listens',
      TABLES,
      'postgres://owner@127.0.0.1:1/postgres',
      /nobody listens there; check LEEWAY_SOURCE_URL/,
    ],
    [
      'there is no such table',
      warehouseOf({ decisions: 'nothing', verdicts: 'verdicts' }),
      null,
      /relation "nothing" does not exist; check decisions.table/,
    ],
    [
      'the user may not read',
      TABLES,
      'reader',
      /permission denied for table decisions; the user may not read it; grant SELECT/,
    ],
    [
      'a column is not there',
      warehouseOf({ decisions: 'decisions', verdicts: 'verdicts' }, (yaml) =>
        yaml.replace('policy: policy', 'policy: "po\\"licy"'),
      ),
      null,
      /decisions.columns.policy: no column "po\\"licy" there/,
    ],
    [
      'a column is no number',
      warehouseOf({ decisions: 'decisions', verdicts: 'verdicts' }, (yaml) =>
        yaml.replace('amount: amount', 'amount: route'),
      ),
      null,
      /decisions.columns.amount: the column is text, and not a number/,
    ],
    [
      'a mapping makes something else of a column',
      warehouseOf({ decisions: 'decisions', verdicts: 'verdicts' }, (yaml) =>
        yaml.replace('model: model', 'confidence: { constant: 97 }'),
      ),
      null,
      /no decision that keeps all rules \(4.000 rows: confidence lies outside \[0, 1\]\); ask/,
    ],
    [
      'a column is no time',
      warehouseOf({ decisions: 'decisions', verdicts: 'verdicts' }, (yaml) =>
        yaml.replace('policy: policy', 'decided_at: route'),
      ),
      null,
      /decided_at: the column is text, and not a time/,
    ],
  ] as const)('says in one line that %s', async (_, tables, where, message) => {
    const place = await emptyStore(mkdtempSync(join(folder, 'error-')));
    const url = where === 'reader' ? server.url.replace('owner', 'reader') : (where ?? server.url);
    const failed = pullFrom(place, tables, { url, password: where === 'reader' ? PASSWORD : null });
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.not.toThrow(/\n/);
  });

  it('refuses times that are still to come, as those of another zone are', async () => {
    const place = { ...(await emptyStore(folder, 'ahead.duckdb')), now: '2026-04-30T18:00:00.000Z' };
    await expect(pullFrom(place, TABLES, { url: server.url })).rejects.toThrow(
      /has times \d+\.\d hours ahead of now, as those have that are not in UTC; name timeZone/,
    );
  });

  it('gives up on a statement that takes too long, and cancels it when told to stop', async () => {
    const slow = {
      ...TABLES,
      decisions: { columns: TABLES.decisions.columns, query: 'SELECT * FROM decisions, pg_sleep(5)' },
    };
    const place = await emptyStore(folder, 'slow.duckdb');
    await expect(pullFrom(place, slow, { url: server.url, timeoutMs: 200 })).rejects.toThrow(
      /no answer after 0.2 s; give it longer with --timeout/,
    );
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 500);
    const before = Date.now();
    await expect(pullFrom(place, slow, { url: server.url, signal: controller.signal })).rejects.toThrow(
      /stopped, and the statement cancelled; the store is as before/,
    );
    expect(Date.now() - before).toBeLessThan(4500);
  });
});
