import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, type TestContext, vi } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import { Problem } from '../../src/contracts/problem.ts';
import type { StoreReport } from '../../src/contracts/store-report.ts';
import { Database } from '../../src/store/database.ts';
import { packBackup } from '../../src/store/record/carry-backup.ts';
import { ingest } from '../../src/store/record/ingest.ts';
import { closeRecord, openRecord } from '../../src/store/record/open-record.ts';
import { raw, sql, text } from '../../src/store/sql.ts';
import { backupAsStream, backupStoreAt, restoreStore, takeBackup } from '../../src/workflows/keep-backups.ts';
import { examineStore, ingestFiles, initStore } from '../../src/workflows/keep-store.ts';
import { withStore } from '../../src/workflows/with-store.ts';
import { leeway } from '../support/in-process.ts';
import { complaint, leeway as leewayProcess, type Run } from '../support/leeway.ts';
import { random } from '../support/random.ts';
import { temporaryFolder } from '../support/write-history.ts';

const NOW = '2026-06-01T00:00:00.000Z';
const ASKED = { configuration: Configuration.parse({}), recount: false };
const PRIVACY = { salt: 'salt', hashReviewers: false };
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** A Parquet file of decisions with verdicts, whose ids begin with a name. */
async function rowsFile(folder: string, name: string, rows: number): Promise<string> {
  const path = join(folder, `${name}.parquet`);
  const db = await Database.open();
  await db.run(sql`COPY (SELECT ${raw(`'${name}-'`)} || hash(range) AS decision_id, 'x' || range % 4 AS domain,
    TIMESTAMP '2026-05-01 10:00:00' AS decided_at, (hash(range) % 1000000) / 1e6 AS confidence, 'agree' AS verdict
    FROM range(${raw(String(rows))})) TO ${text(path)} (FORMAT parquet)`);
  db.close();
  return path;
}

/** Fills a store in this process. */
async function add(path: string, file: string, memoryLimit?: string): Promise<void> {
  await ingestFiles(
    { path, now: NOW, ...(memoryLimit !== undefined && { memoryLimit }) },
    {
      files: [file],
      mapping: Mapping.parse({}),
      configuration: Configuration.parse({}),
      beforeAdding: () => {},
      quarantineFile: null,
    },
  );
}

/** What is in a store, all of which must hold, without what it takes on the disk. */
async function soundContent(path: string): Promise<Omit<StoreReport, 'bytes'>> {
  const { bytes: _, ...report } = await examineStore({ path, now: NOW }, ASKED);
  expect(report.checks.filter(({ broken }) => broken > 0)).toEqual([]);
  return report;
}

/** The line of a refusal that exits with 3. */
function refusal(run: Run): string {
  const line = complaint(run);
  expect(run.code, line).toBe(3);
  return line;
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const fault = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(Problem);
  const { code, message } = fault as Problem;
  expect(code).toBe('input-refused');
  expect(message).not.toMatch(/\n|Error:/);
  return message;
}

/** Starts an ingest that has the store open until `go` lets it read; answers once it has. */
async function heldIngest(cwd: string): Promise<{ go: () => void; done: Promise<Run> }> {
  const [pipe, scratch] = [join(cwd, 'pipe.csv'), join(cwd, 'scratch')];
  spawnSync('mkfifo', [pipe]);
  mkdirSync(scratch);
  const done = leewayProcess(['ingest', pipe, '--db', join(cwd, 'a/s.duckdb')], { env: { TMPDIR: scratch } });
  const reads = () =>
    readdirSync(scratch, { recursive: true, encoding: 'utf8' }).some((name) => name.includes('input-'));
  while (!reads()) await new Promise((resolve) => setTimeout(resolve, 10));
  const go = () =>
    writeFileSync(pipe, 'decision_id,domain,decided_at,confidence\na,x,2026-05-01T10:00:00Z,0.9\n');
  return { go, done };
}

let template = '';
beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'leeway-ten-'));
  mkdirSync(join(template, 'a'));
  const store = join(template, 'a/s.duckdb');
  await initStore({ path: store, now: NOW }, PRIVACY);
  await add(store, await rowsFile(template, 'ten', 10));
});
afterAll(() => rmSync(template, { recursive: true, force: true }));

/** A folder with a store that holds ten decisions, in a folder of its own. */
function withTen(): { cwd: string; store: string } {
  const cwd = temporaryFolder();
  cpSync(template, cwd, { recursive: true });
  return { cwd, store: join(cwd, 'a/s.duckdb') };
}

describe('two at one store', () => {
  it('the second is told who has it, and the first goes on unharmed', async () => {
    const { cwd, store } = withTen();
    const { go, done } = await heldIngest(cwd);
    for (const command of [['ingest', join(cwd, 'ten.parquet')], ['doctor']])
      expect(refusal(await leeway([...command, '--db', store]))).toMatch(
        /s\.duckdb: another process has it open \(.*process \d+\); wait until it is done$/,
      );
    go();
    expect(await done).toMatchObject({ code: 0, err: '' });
    expect(await soundContent(store)).toMatchObject({ decisions: 11 });
  });

  it('a store whose folder goes away while it is open is not said to be filled', async () => {
    const { cwd, store } = withTen();
    const { go, done } = await heldIngest(cwd);
    renameSync(dirname(store), join(cwd, 'elsewhere'));
    go();
    expect(refusal(await done)).toMatch(/s\.duckdb: (its folder is gone|was moved or removed)/);
    expect(await soundContent(join(cwd, 'elsewhere/s.duckdb'))).toMatchObject({ decisions: 10 });
    expect(await refusalOf(examineStore({ path: store, now: NOW }, ASKED))).toMatch(
      /there is no store; make one/,
    );
  });
});

/** A disk of its own, so many kilobytes large, which can grow. */
function smallDisk(context: TestContext, cwd: string, kilobytes: number): { disk: string; grow: () => void } {
  const disk = join(cwd, 'disk');
  mkdirSync(disk);
  const mount = (options: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]).status;
  if (!isRoot || mount(`size=${kilobytes}k`) !== 0)
    context.skip('only root may mount a small disk, and not everywhere');
  onTestFinished(() => {
    spawnSync('umount', [disk]);
  });
  return { disk, grow: () => expect(mount('remount,size=64m')).toBe(0) };
}

const kilobytesOf = (path: string): number => Math.ceil(statSync(path).size / 1024);

/** Leaves so many kilobytes free on a small disk. */
function leave(disk: string, kilobytes: number): void {
  const { stdout } = spawnSync('df', ['--output=avail', disk], { encoding: 'utf8' });
  const free = Number(/\d+/.exec(stdout)?.[0]);
  writeFileSync(join(disk, 'fill'), Buffer.alloc((free - kilobytes) * 1024, 1));
}

describe('a full disk', () => {
  it.for([
    ['the file', 's.duckdb', 900, 130_000, null],
    ['its log', 's.duckdb.wal', 700, 2000, 60],
  ] as const)(
    'in %s leaves the store as it was, and room mends it',
    async ([, full, more, rows, free], context) => {
      const { cwd, store: outside } = withTen();
      const { disk, grow } = smallDisk(context, cwd, kilobytesOf(outside) + more);
      const store = join(disk, 's.duckdb');
      copyFileSync(outside, store);
      const file = await rowsFile(cwd, 'many', rows);
      const before = await soundContent(store);
      if (free !== null) leave(disk, free);
      expect(refusal(await leeway(['ingest', file, '--db', store]))).toContain(
        `s.duckdb: the disk is full (no room for ${join(disk, full)}); make room and run it again`,
      );
      expect(await soundContent(store)).toEqual(before);
      grow();
      expect(await soundContent(store)).toEqual(before);
      await add(store, file);
      expect(await soundContent(store)).toMatchObject({ decisions: 10 + rows, verdicts: 10 + rows, runs: 2 });
    },
  );

  it('when the log is written and the file is not costs nothing', async (context) => {
    const { cwd, store: outside } = withTen();
    const { disk, grow } = smallDisk(context, cwd, kilobytesOf(outside) + 900);
    const store = join(disk, 's.duckdb');
    copyFileSync(outside, store);
    const file = await rowsFile(cwd, 'many', 2000);
    leave(disk, 500);
    expect(await leeway(['ingest', file, '--db', store])).toMatchObject({ code: 0, err: '' });
    expect(await soundContent(store)).toMatchObject({ decisions: 2010 });
    grow();
    expect(await soundContent(store)).toMatchObject({ decisions: 2010 });
  });

  it('in the folder to work in is told by its name: unpacked files, spilled rows', async (context) => {
    const { cwd, store } = withTen();
    const { disk } = smallDisk(context, cwd, 1000);
    const rows = Array.from({ length: 60_000 }, (_, i) => `z-${i},x,2026-05-01T10:00:00Z,0.${i}\n`);
    const packed = join(cwd, 'packed.csv.gz');
    writeFileSync(packed, gzipSync(`decision_id,domain,decided_at,confidence\n${rows.join('')}`));
    const words = /s\.duckdb: the disk is full \(no room to work in .*disk; TMPDIR names another folder\)/;
    // Node asks the process itself for TMPDIR, and so that has to be one of its own.
    expect(
      refusal(await leewayProcess(['ingest', packed, '--db', store], { env: { TMPDIR: disk } })),
    ).toMatch(words);
    const many = await rowsFile(cwd, 'many', 200_000);
    vi.stubEnv('TMPDIR', disk);
    // One thread alone would have room enough.
    vi.stubEnv('LEEWAY_THREADS', '2');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    expect(await refusalOf(add(store, many, '40MB'))).toMatch(words);
    vi.unstubAllEnvs();
    expect(await soundContent(store)).toMatchObject({ decisions: 10, runs: 1 });
    await add(store, many);
    expect(await soundContent(store)).toMatchObject({ decisions: 200_010 });
  });

  it('leaves nothing of a backup, and nothing of a store that is restored', async (context) => {
    const { cwd, store } = withTen();
    await backupStoreAt({ path: store, now: NOW }, join(cwd, 'backup'));
    const { disk } = smallDisk(context, cwd, 300);
    leave(disk, 4);
    const words = /the disk is full \(no room for .*; make room and run it again/;
    const at = (path: string) => ({ path, now: NOW });
    expect(await refusalOf(backupStoreAt(at(store), join(disk, 'b')))).toMatch(words);
    expect(await refusalOf(restoreStore(at(join(disk, 'r')), join(cwd, 'backup')))).toMatch(words);
    expect(await refusalOf(initStore(at(join(disk, 'i')), PRIVACY))).toMatch(words);
    const fetch: Parameters<typeof takeBackup>[1] = (read) => read(packBackup(join(cwd, 'backup')));
    expect(await refusalOf(takeBackup(join(disk, 't'), fetch))).toMatch(
      /disk\/t: the disk is full; make room and run it again$/,
    );
    expect(readdirSync(disk)).toEqual(['fill']);
    vi.stubEnv('TMPDIR', disk);
    onTestFinished(() => void vi.unstubAllEnvs());
    const carried = withStore(at(store), (db) =>
      db.transaction(() => backupAsStream(db, { name: 'b', at: NOW })),
    );
    expect(await refusalOf(carried)).toMatch(
      /^the server could not make it: .*the disk is full \(no room for/,
    );
    expect(readdirSync(disk)).toEqual(['fill']);
  });
});

describe('a store that may not be written', () => {
  const asNobody = (...args: string[]) => leewayProcess(args, { uid: NOBODY });

  it('is told, and stays as it is: the file, its folder, a folder that may not be entered', async (context) => {
    if (!isRoot) context.skip('only root may run a process as another user');
    const { cwd, store } = withTen();
    chmodSync(cwd, 0o755);
    const file = join(cwd, 'ten.parquet');
    chmodSync(store, 0o444);
    const words = /s\.duckdb: cannot be written; check the permissions of the file and its folder$/;
    expect(refusal(await asNobody('ingest', file, '--db', store))).toMatch(words);
    expect(refusal(await asNobody('doctor', '--db', store))).toMatch(words);
    chmodSync(store, 0o666);
    const more = await rowsFile(cwd, 'more', 10);
    expect(refusal(await asNobody('ingest', more, '--db', store))).toMatch(words);
    expect((await asNobody('doctor', '--db', store)).code).toBe(0);
    expect(refusal(await asNobody('backup', join(cwd, 'b'), '--db', store))).toMatch(
      /b: cannot be written; check/,
    );
    chmodSync(dirname(store), 0o700);
    expect(refusal(await asNobody('doctor', '--db', store))).toMatch(/its folder may not be entered; check/);
    expect(await soundContent(store)).toMatchObject({ decisions: 10 });
  });
});

describe('a store that is damaged', () => {
  it('is refused wherever its file is cut or a bit of it is wrong', async () => {
    const { cwd, store } = withTen();
    await add(store, await rowsFile(cwd, 'many', 30_000));
    const { size } = statSync(store);
    const bytes = readFileSync(store);
    const broken = join(cwd, 'broken.duckdb');
    const words = /damaged or cut short; put a backup|this is no DuckDB file/;
    const whole = await soundContent(store);
    for (const at of [1, 100, 4096, 9000, 20_000, size / 2, size - 262_144, size - 4096, size - 1]) {
      writeFileSync(broken, bytes.subarray(0, Math.floor(at)));
      expect(await refusalOf(examineStore({ path: broken, now: NOW }, ASKED)), `cut at ${at}`).toMatch(words);
    }
    const chance = random(7);
    let refused = 0;
    for (let i = 0; i < 12; i++) {
      const at = chance.below(i < 4 ? 12_288 : size);
      const wrong = Buffer.from(bytes);
      wrong[at] = (wrong[at] ?? 0) ^ (1 << chance.below(8));
      writeFileSync(broken, wrong);
      const content = await soundContent(broken).catch((error: unknown) => error);
      if (content instanceof Problem) {
        expect(content.message, `bit at ${at}`).toMatch(words);
        refused += 1;
      } else {
        // The bit lies in a block that is not in use.
        expect(content, `bit at ${at}`).toEqual(whole);
      }
    }
    expect(refused).toBeGreaterThan(6);
    writeFileSync(broken, bytes);
    expect(await soundContent(broken)).toEqual(whole);
  });

  it('has whole ingests or a refusal where its log is cut or wrong', async () => {
    const { cwd, store } = withTen();
    const db = await openRecord(store, { at: NOW });
    await db.run(raw('PRAGMA disable_checkpoint_on_shutdown'));
    for (const [name, rows] of [
      ['b', 100],
      ['c', 1000],
    ] as const)
      await ingest(db, [await rowsFile(cwd, name, rows)], Mapping.parse({}), {
        at: NOW,
        beforeAdding: () => {},
      });
    closeRecord(db, store);
    const [file, log] = [readFileSync(store), readFileSync(`${store}.wal`)];
    const found = new Set<string>();
    const look = async (changed: Uint8Array) => {
      const broken = join(cwd, 'broken.duckdb');
      writeFileSync(broken, file);
      writeFileSync(`${broken}.wal`, changed);
      const content = await soundContent(broken).catch((error: unknown) => error);
      if (content instanceof Problem) {
        expect(content.message).toMatch(
          /broken\.duckdb: the log beside it \(\.wal\) is damaged; put a backup in place/,
        );
        found.add('refused');
      } else found.add(String((content as StoreReport).decisions));
    };
    for (let part = 0; part <= 6; part++) await look(log.subarray(0, Math.floor((log.length * part) / 6)));
    for (let part = 0; part < 6; part++) {
      const wrong = Buffer.from(log);
      wrong.fill(0xff, Math.floor((log.length * part) / 6), Math.floor((log.length * part) / 6) + 3);
      await look(wrong);
    }
    expect([...found].sort()).toEqual(['10', '110', '1110', 'refused']);
  });

  it('or is none, is told from one', async () => {
    const { cwd, store } = withTen();
    const said = (path: string) => refusalOf(examineStore({ path, now: NOW }, ASKED));
    writeFileSync(join(cwd, 'empty'), '');
    spawnSync('mkfifo', [join(cwd, 'pipe')]);
    expect(await said(join(cwd, 'empty'))).toMatch(/an empty file, no store; put a backup in its place/);
    expect(await said(cwd)).toMatch(/this is a folder; name a file, such as leeway\.duckdb in it/);
    expect(await said(join(cwd, 'pipe'))).toMatch(/this is no file \(a pipe or a device\)/);
    expect(await said(join(store, 'x'))).toMatch(/leads through a file as if it were a folder/);
    expect(await said(join(cwd, 'gone/s.duckdb'))).toMatch(/there is no store; make one with leeway init/);
    const newer = await Database.open({ path: store });
    await newer.run(raw('INSERT INTO leeway_versions VALUES (99, now()::TIMESTAMP)'));
    newer.close();
    const refused = await leeway(['ingest', join(cwd, 'ten.parquet'), '--db', store]);
    expect(refused.code).toBe(7);
    expect(complaint(refused)).toMatch(
      /made by a newer leeway \(version 99 of the store; .*install that one/,
    );
  });
});
