import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { BackupManifest } from '../../../src/contracts/backup.ts';
import { Mapping } from '../../../src/contracts/mapping.ts';
import { Problem } from '../../../src/contracts/problem.ts';
import { Database } from '../../../src/store/database.ts';
import { manifestOf, readManifest } from '../../../src/store/record/backup-manifest.ts';
import { backupRecord, tablesOf } from '../../../src/store/record/backup-record.ts';
import { ingest } from '../../../src/store/record/ingest.ts';
import { migrate, NEWEST_VERSION } from '../../../src/store/record/migrations.ts';
import { closeRecord, openRecord } from '../../../src/store/record/open-record.ts';
import { restoreRecord } from '../../../src/store/record/restore-record.ts';
import { compile, id, raw, type Sql, sql } from '../../../src/store/sql.ts';
import { temporaryFolder, writeHistory } from '../../support/write-history.ts';

const NOW = '2026-06-01T00:00:00.000Z';
const LATER = '2026-06-02T00:00:00.000Z';

/** A store with all that is hard to carry: lists, nulls, microseconds, quotes, an empty list. */
async function filled(db: Database): Promise<void> {
  const rows = Array.from({ length: 300 }, (_, i) => ({
    decision_id: `d'${i}"é\n`,
    domain: `x${i % 3}`,
    decided_at: `2026-05-01T10:00:00.${String(100_001 + i)}Z`,
    confidence: i / 299,
    amount: i % 2 === 0 ? null : i / 7,
    ai_answer: 'pay',
    triggers: i % 4 === 0 ? ['legal', 'a b'] : [],
    verdict: i % 5 === 0 ? null : 'agree',
    reviewer_id: i % 6 === 0 ? null : 'r1',
  }));
  const path = await writeHistory(join(temporaryFolder(), 'rows.parquet'), [
    ...rows,
    { ...rows[0], decision_id: 'bad', confidence: 7 },
  ]);
  await ingest(db, [path], Mapping.parse({}), { at: NOW, beforeAdding: () => {} });
}

async function withBackup<T>(
  work: (made: { folder: string; backup: string; db: Database }) => Promise<T>,
): Promise<T> {
  const folder = temporaryFolder();
  const path = join(folder, 'a.duckdb');
  const db = await openRecord(path, { at: NOW, create: true });
  try {
    await filled(db);
    const backup = join(folder, 'backup [1]*');
    await backupRecord(db, backup, NOW);
    return await work({ folder, backup, db });
  } finally {
    closeRecord(db, path);
  }
}

/** All of a store: its tables, their columns with types, their rows in order. */
async function contentOf(db: Database): Promise<unknown> {
  const columns = await db.column(
    raw(
      `SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable) FROM duckdb_columns() WHERE NOT internal AND database_name = current_database() ORDER BY table_name, column_index`,
    ),
  );
  const rows = [];
  for (const name of await tablesOf(db))
    rows.push(await db.column(sql`SELECT every::VARCHAR FROM ${id(name)} AS every`));
  return { columns, rows };
}

const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => new Problem('usage', 'nothing was refused'),
    (fault: unknown) => fault,
  );
  expect(error).toBeInstanceOf(Problem);
  const { code, message } = error as Problem;
  expect(message).not.toMatch(/\n|Error:/);
  return `${code}: ${message}`;
};

describe('a backup', () => {
  it('becomes the same store again: tables, types, rows, their order', async () => {
    await withBackup(async ({ folder, backup, db }) => {
      const path = join(folder, 'again.duckdb');
      const manifest = await restoreRecord(backup, path, LATER);
      expect(manifest).toMatchObject({ format: 1, storeVersion: NEWEST_VERSION, at: NOW });
      const again = await openRecord(path, { at: LATER });
      expect(await contentOf(again)).toEqual(await contentOf(db));
      closeRecord(again, path);
      expect(readdirSync(folder).sort()).toEqual(['a.duckdb', 'a.duckdb.wal', 'again.duckdb', 'backup [1]*']);
    });
  });

  it('is of one moment, whatever is written meanwhile', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.duckdb');
    const db = await openRecord(path, { at: NOW, create: true });
    await filled(db);
    closeRecord(db, path);
    const instance = await DuckDBInstance.create(path);
    const [reading, writing] = [await instance.connect(), await instance.connect()];
    const rows = async <T>(shape: z.ZodType<T>, query: Sql): Promise<T[]> =>
      z.array(shape).parse(await (await reading.run(compile(query).text)).getRowObjectsJS());
    let copies = 0;
    await reading.run('BEGIN');
    const { tables } = await backupRecord(
      {
        rows,
        row: async (shape, query) => {
          const [row] = await rows(shape, query);
          // Rows that come between the copies of two tables stand in neither.
          if (copies++ === 1) await writing.run(`INSERT INTO files VALUES ('late', 'late.csv', 1, 1)`);
          return row!;
        },
      },
      join(folder, 'backup'),
      NOW,
    );
    await reading.run('COMMIT');
    expect(tables.find(({ name }) => name === 'files')?.rows).toBe(1);
    const after = await writing.run('SELECT count(*)::INTEGER FROM files');
    expect(await after.getRowsJS()).toEqual([[2]]);
    instance.closeSync();
  });

  it('of a store of any earlier version becomes one of today', async () => {
    for (let version = 1; version <= NEWEST_VERSION; version++) {
      const folder = temporaryFolder();
      const old = await Database.open({ path: join(folder, 'old.duckdb') });
      await migrate(old, 'old', NOW, true, version);
      await backupRecord(old, join(folder, 'backup'), NOW);
      old.close();
      const path = join(folder, 'new.duckdb');
      const { storeVersion } = await restoreRecord(join(folder, 'backup'), path, LATER);
      expect(storeVersion).toBe(version);
      const db = await openRecord(path, { at: LATER });
      const versions = await db.column(raw('SELECT version FROM leeway_versions ORDER BY version'));
      closeRecord(db, path);
      expect(versions).toEqual(Array.from({ length: NEWEST_VERSION }, (_, i) => i + 1));
    }
  });

  it('holds everything, since a store holds nothing but tables', async () => {
    await withBackup(async ({ db }) => {
      for (const query of [
        'SELECT sequence_name FROM duckdb_sequences()',
        'SELECT view_name FROM duckdb_views() WHERE NOT internal',
        "SELECT table_name FROM duckdb_tables() WHERE schema_name <> 'main' AND NOT temporary",
        "SELECT type_name FROM duckdb_types() WHERE NOT internal AND database_name = current_database() AND schema_name = 'main'",
      ])
        expect(await db.column(raw(query)), query).toEqual([]);
    });
  });

  it('goes only where nothing is', async () => {
    await withBackup(async ({ folder, backup, db }) => {
      const into = (place: string) => refusalOf(backupRecord(db, place, NOW));
      expect(await into(backup)).toMatch(/^usage: .*something is in this folder already/);
      expect(await into(join(folder, 'a.duckdb'))).toMatch(/^usage: .*this is a file/);
      expect(await into(join(folder, 'none/backup'))).toMatch(/^usage: .*there is no folder .*none; make it/);
      mkdirSync(join(folder, 'empty'));
      await backupRecord(db, join(folder, 'empty/'), NOW);
      expect(existsSync(join(folder, 'empty/manifest.json'))).toBe(true);
      const from = (path: string) => refusalOf(restoreRecord(backup, join(folder, path), NOW));
      expect(await from('a.duckdb')).toMatch(/^usage: .*exists already/);
      writeFileSync(join(folder, 'b.duckdb.wal'), '');
      expect(await from('b.duckdb')).toMatch(/^usage: .*the log of another store stands beside it/);
    });
  });
});

describe('a damaged backup', () => {
  it('is refused with the name of the file, and leaves nothing', async () => {
    await withBackup(async ({ folder, backup }) => {
      const harms: readonly (readonly [string, (file: string) => void, RegExp])[] = [
        ['decisions.parquet', (file) => flip(file, 200), /damaged: it differs from its digest/],
        ['verdicts.parquet', (file) => truncateSync(file, 100), /100 bytes, where the backup wrote \d+/],
        ['runs.parquet', (file) => appendFileSync(file, 'x'), /bytes, where the backup wrote/],
        ['files.parquet', (file) => rmSync(file), /missing/],
        ['manifest.json', (file) => rmSync(file), /missing; name the folder that leeway backup made/],
        ['manifest.json', (file) => truncateSync(file, 300), /damaged or cut short/],
      ];
      for (const [name, harm, words] of harms) {
        const broken = join(folder, 'broken');
        cpSync(backup, broken, { recursive: true });
        harm(join(broken, name));
        const said = await refusalOf(restoreRecord(broken, join(folder, 'b.duckdb'), NOW));
        expect(said).toMatch(words);
        expect(said).toContain(`input-refused: ${join(broken, name)}: `);
        rmSync(broken, { recursive: true });
      }
      expect(readdirSync(folder).filter((name) => name.startsWith('b.'))).toEqual([]);
    });
  });

  it('is known by any byte of its manifest', async () => {
    await withBackup(async ({ folder, backup }) => {
      const bytes = readFileSync(join(backup, 'manifest.json'));
      mkdirSync(join(folder, 'changed'));
      for (const at of bytes.keys()) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        writeFileSync(join(folder, 'changed/manifest.json'), changed);
        expect(() => readManifest(join(folder, 'changed')), `byte ${at}`).toThrow(Problem);
      }
    });
  });

  it('is refused where its rows, tables or version are not those of a store', async () => {
    await withBackup(async ({ folder, backup }) => {
      const path = join(backup, 'manifest.json');
      const { sha256: _, ...parts } = BackupManifest.parse(JSON.parse(readFileSync(path, 'utf8')));
      const claiming = async (over: Partial<typeof parts>) => {
        writeFileSync(path, JSON.stringify(manifestOf({ ...parts, ...over })));
        return refusalOf(restoreRecord(backup, join(folder, 'b.duckdb'), NOW));
      };
      expect(await claiming({ storeVersion: 99 })).toMatch(/^check-failed: .*of a newer leeway \(version 99/);
      expect(await claiming({ tables: parts.tables.slice(1) })).toMatch(/holds other tables than a store/);
      const more = parts.tables.map((table) =>
        table.name === 'runs' ? { ...table, rows: table.rows + 1 } : table,
      );
      expect(await claiming({ tables: more })).toMatch(/runs\.parquet: 1 rows, where the backup wrote 2/);
      writeFileSync(path, JSON.stringify({ format: 2 }));
      expect(await refusalOf(restoreRecord(backup, join(folder, 'b.duckdb'), NOW))).toMatch(
        /format 2 of backups, which a newer leeway writes/,
      );
      expect(existsSync(join(folder, 'b.duckdb'))).toBe(false);
    });
  });

  it('is refused where what must hold in a store does not', async () => {
    await withBackup(async ({ folder, db }) => {
      await db.run(raw('UPDATE runs SET decisions_added = 7'));
      await backupRecord(db, join(folder, 'wrong'), NOW);
      const said = await refusalOf(restoreRecord(join(folder, 'wrong'), join(folder, 'b.duckdb'), NOW));
      expect(said).toMatch(/the store in it is broken .*every run added what it says/);
      expect(readdirSync(folder).filter((name) => name.startsWith('b.'))).toEqual([]);
    });
  });
});

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
