import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../src/store/database.ts';
import { raw, sql, text } from '../../src/store/sql.ts';
import { leeway } from '../support/in-process.ts';
import { attach, filesIn, lakeYaml, spoil, writeLake } from '../support/lake.ts';
import { emptyStore, fromFiles, fromStore } from '../support/pushed-store.ts';
import { RULES, warehouseHistory, writeBoth } from '../support/warehouse-history.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-test-'));
const LATE = '2026-03-16';

describe('leeway attach', () => {
  const lake = join(folder, 'lake');
  let db: Database;
  let files: string[];
  let whole: string;

  beforeAll(async () => {
    db = await Database.open();
    await warehouseHistory(db, 1500, 20);
    files = await writeBoth(db, folder);
    await writeLake(db, lake, { byDomain: true });
    whole = await fromFiles(files);
  });

  afterAll(() => {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('recommends to the byte what the same history recommends as files, and knows the lake from then on', async () => {
    const place = await emptyStore(folder, 'whole.duckdb');
    const told: string[] = [];
    expect(await attach(place, lakeYaml(lake), {}, told)).toMatchObject({
      run: 1,
      decisions: 1500,
      from: null,
    });
    expect(told[0]).toMatch(/^decided_at, reviewed_at: without a zone, taken for UTC; name timeZone/);
    expect(await fromStore(place)).toBe(whole);
    const again = await attach(place, null, { all: true, atOnce: 1500 });
    expect(again).toMatchObject({ run: null, decisions: 1500 });
  });

  it('opens only files of days that may have changed, and takes what came late', async () => {
    const own = join(folder, 'growing');
    const yaml = `${lakeYaml(own)}partDays: 5\nlateVerdicts: 5d\n`;
    await writeLake(db, own, { before: LATE });
    const place = await emptyStore(folder, 'growing.duckdb');
    await attach(place, yaml);
    const half = mkdtempSync(join(folder, 'half-'));
    expect(await fromStore(place)).toBe(await fromFiles(await writeBoth(db, half, LATE)));
    await writeLake(db, own, { from: LATE });
    // The first file is opened for the names of its columns.
    expect(spoil(join(own, 'decisions'), '2026-03-02', '2026-03-07')).toBe(5);
    const later = await attach(place, null);
    expect(later.from).toBe('2026-03-08T00:00:00.000Z');
    expect(await fromStore(place)).toBe(whole);
    await expect(attach(place, null, { all: true })).rejects.toThrow(
      /decided_on=2026-03-02\/.*too small to be a Parquet file; put that file right or away; the store is as before/,
    );
    expect(await fromStore(place)).toBe(whole);
  });

  it('counts apart what breaks a rule, by the day of its partition where it has no time', async () => {
    const own = join(folder, 'broken');
    await writeLake(db, own);
    const added = `TO '${own}/decisions' (FORMAT parquet, PARTITION_BY (decided_on), APPEND, FILENAME_PATTERN 'broken_{uuid}')`;
    const broken = (day: string, rows: number, change: string) =>
      db.run(
        raw(
          `COPY (SELECT * REPLACE (decision_id || '${day}' AS decision_id, ${change}), '${day}' AS decided_on FROM decisions WHERE domain = 'billing' LIMIT ${rows}) ${added}`,
        ),
      );
    await broken('2026-03-05', 2, 'NULL::TIMESTAMP AS decided_at');
    await broken('2026-03-18', 3, 'NULL::TIMESTAMP AS decided_at');
    const place = await emptyStore(folder, 'broken.duckdb');
    await attach(place, `${lakeYaml(own)}partDays: 5\nlateVerdicts: 5d\n`);
    const counts = async () => JSON.parse(await fromStore(place)).input.quarantinedByRule;
    expect(await counts()).toEqual({ decided_at_missing: 5 });
    await broken('2026-03-20', 1, 'NULL::TIMESTAMP AS decided_at');
    spoil(join(own, 'decisions'), '2026-03-02', '2026-03-12');
    const told: string[] = [];
    await attach(place, null, {}, told);
    expect(told).toContain('left out: 4 rows: decided_at is missing');
    expect(await counts()).toEqual({ decided_at_missing: 6 });
  });

  it('reads times of the zone that is named, or of their own, filed by days of another zone', async () => {
    const local = `(decided_at AT TIME ZONE 'UTC' AT TIME ZONE 'Pacific/Auckland')`;
    const bare = join(folder, 'bare');
    const day = `strftime(${local}, '%Y-%m-%d')`;
    await writeLake(db, bare, { replace: `${local} AS decided_at`, day });
    const zoned = (yaml: string) =>
      yaml.replace(
        'model: model',
        'model: model, decided_at: { column: decided_at, timeZone: Pacific/Auckland }',
      );
    const place = await emptyStore(folder, 'bare.duckdb');
    await attach(place, zoned(lakeYaml(bare)));
    expect(await fromStore(place)).toBe(whole);
    const own = join(folder, 'own');
    await writeLake(db, own, { replace: `decided_at AT TIME ZONE 'UTC' AS decided_at`, day });
    const other = await emptyStore(folder, 'own.duckdb');
    await attach(other, zoned(lakeYaml(own)));
    expect(await fromStore(other)).toBe(whole);
    await expect(attach({ ...other, now: '2026-03-20T18:00:00.000Z' }, lakeYaml(bare))).rejects.toThrow(
      /times \d+\.\d hours ahead of now, as those have that are not in UTC; name timeZone/,
    );
  });

  it.each([
    ['the folder is not there', ['lake/decisions', 'lake/nothing'], /No files found .*; check folder in the/],
    [
      'a column is not there',
      ['policy: policy', 'policy: po'],
      /decisions.columns.policy: no column "po" there/,
    ],
    ['a column is no number', ['amount: amount', 'amount: route'], /the column is VARCHAR, and not a number/],
    ['a column is no time', ['model: model', 'decided_at: route'], /the column is VARCHAR, and not a time/],
    [
      'there is no such partition',
      ['dayPartition: decided_on', 'dayPartition: day'],
      /decisions.dayPartition: no column "day" there \(it has: decision_id,.* decided_on/,
    ],
    [
      'partitions are of other days',
      ['decided_at, ', 'decided_at, '],
      /check decisions.dayPartition and timeZone/,
    ],
    [
      'an object store needs what is not here',
      [/folder: .*decisions/, 'folder: s3://bucket/decisions'],
      /httpfs.*; leeway never fetches an extension: install it/,
    ],
    [
      'a table is of an engine',
      [/folder: .*decisions\n.*\n/, 'table: x\n'],
      /decisions.table: leeway attach reads/,
    ],
  ] as const)('says in one line that %s', async (what, [from, to], message) => {
    const place = await emptyStore(mkdtempSync(join(folder, 'error-')));
    const misfiled = join(folder, 'misfiled');
    if (what === 'partitions are of other days' && filesIn(misfiled).length === 0)
      await writeLake(db, misfiled, { day: `'2026-03-20'` });
    const yaml = what === 'partitions are of other days' ? lakeYaml(misfiled) : lakeYaml(lake);
    const failed = attach(place, yaml.replace(from, to));
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.not.toThrow(/\n/);
  });

  it.each([
    [
      'lacks a column',
      '* EXCLUDE (confidence)',
      /\.parquet: no column "confidence", which other files have; write .*union_by_name/,
    ],
    [
      'has one of another type',
      `* REPLACE ('high' AS confidence)`,
      /\.parquet: column "confidence" is UTF8, and DOUBLE in other files; write .*union_by_name/,
    ],
  ])('says in one line which file %s', async (_, columns, message) => {
    const own = mkdtempSync(join(folder, 'differs-'));
    await writeLake(db, own, { before: '2026-03-05' });
    const [last = ''] = filesIn(join(own, 'decisions')).slice(-1);
    await db.run(sql`COPY (SELECT ${raw(columns)} FROM decisions LIMIT 5) TO ${text(last)} (FORMAT parquet)`);
    const failed = attach(await emptyStore(own), lakeYaml(own));
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.not.toThrow(/\n/);
  });

  it('gives up on a statement that takes too long, and stops when told to', async () => {
    const slow = lakeYaml(lake).replace(
      /folder: (.*)decisions\n.*\n/,
      `query: "SELECT * FROM read_parquet('$1decisions/**/*.parquet', hive_partitioning = true), range(15000000) t (x)"\n`,
    );
    const place = await emptyStore(folder, 'slow.duckdb');
    await expect(attach(place, slow, { timeoutMs: 300 })).rejects.toThrow(
      /decisions.query: no answer after 0.3 s; give it longer with --timeout/,
    );
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    await expect(attach(place, slow, { signal: controller.signal })).rejects.toThrow(/stopped, and the/);
  });

  it('is a command that needs its file once, and an entry of the ledger', async () => {
    const cwd = mkdtempSync(join(folder, 'command-'));
    writeFileSync(join(cwd, 'leeway.yaml'), RULES);
    writeFileSync(join(cwd, 'lake.yaml'), lakeYaml('../lake'));
    await leeway(['init', '--db', 'counts.duckdb'], { cwd });
    const db = ['--db', 'counts.duckdb'];
    expect((await leeway(['attach', ...db], { cwd })).err).toMatch(
      /counts.duckdb: no lake is attached yet; name its file with --source/,
    );
    const first = await leeway(['attach', '--source', 'lake.yaml', ...db, '--quiet'], { cwd });
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^1.500 decisions up to 2026-\S+: [\d,.\s]+ cells in \d+ kB\n$/u);
    expect((await leeway(['attach', ...db, '--quiet'], { cwd })).out).toMatch(/^nothing has changed/);
    expect((await leeway(['ledger', ...db], { cwd })).out).toMatch(/ingest\.run/);
    const sql = (dialect: string) =>
      leeway(['evidence', 'sql', '--dialect', dialect, '--source', 'lake.yaml'], { cwd });
    expect((await sql('postgres')).err).toMatch(
      /only leeway attach reads folders of files; give table or query/,
    );
    expect((await sql('duckdb')).out).toContain(`read_parquet('../lake/decisions/**/*.parquet'`);
  });
});
