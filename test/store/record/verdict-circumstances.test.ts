import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Mapping } from '../../../src/contracts/mapping.ts';
import { Database } from '../../../src/store/database.ts';
import { backupRecord } from '../../../src/store/record/backup-record.ts';
import { checkRecord } from '../../../src/store/record/examine-record.ts';
import { ingest } from '../../../src/store/record/ingest.ts';
import { migrate } from '../../../src/store/record/migrations.ts';
import { closeRecord, openRecord } from '../../../src/store/record/open-record.ts';
import { restoreRecord } from '../../../src/store/record/restore-record.ts';
import { raw } from '../../../src/store/sql.ts';
import { readFiles } from '../../support/read-files.ts';
import { add, inStore, NOW } from '../../support/stores.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from '../../support/write-history.ts';

const paired = (id: string, over: WrittenRow = {}): WrittenRow => ({
  ...{ decision_id: id, domain: 'refunds', decided_at: '2026-05-01T10:00:00Z', confidence: 0.9 },
  ...{ verdict: 'agree', reviewed_at: '2026-05-02T10:00:00Z', reviewer_id: 'r1' },
  ...over,
});
const kept = (db: Database) =>
  db.column(
    raw(`SELECT concat_ws(' ', decision_id, coalesce(blind::VARCHAR, '-'), coalesce(duration_s::VARCHAR, '-'), coalesce(rubric, '-'))
      FROM verdicts ORDER BY decision_id, reviewer_id`),
  );

describe('how a verdict came about', () => {
  it('is kept, whatever it was called, and from every format the same', async () => {
    const rows = [
      paired('a', { seen: 'yes', took_ms: 1500, guide: 'v2' }),
      paired('b', { seen: 'no', took_ms: 0, guide: null }),
      paired('c', { seen: null, took_ms: null, guide: 'v1' }),
    ];
    const mapping = Mapping.parse({
      columns: {
        blind: { column: 'seen', values: { yes: 'false', no: 'true' } },
        duration_s: { column: 'took_ms', scale: 0.001 },
        rubric: 'guide',
      },
    });
    for (const format of ['csv', 'jsonl', 'parquet'])
      await inStore(async ({ db }) => {
        const path = await writeHistory(join(temporaryFolder(), `rows.${format}`), rows);
        const { summary } = await ingest(db, [path], mapping, { at: NOW, beforeAdding: () => {} });
        expect(summary).toMatchObject({ verdicts: { added: 3 }, quarantined: 0 });
        expect(await kept(db)).toEqual(['a false 1.5 v2', 'b true 0.0 -', 'c - - v1']);
      });
  });

  it('is no part of what makes two verdicts one', async () => {
    await inStore(async ({ db }) => {
      const { decided_at: _, domain: __, confidence: ___, ...vote } = paired('a', { duration_s: 9 });
      await add(db, [paired('a', { verdict: null, reviewed_at: null, reviewer_id: null })]);
      const twice = [vote, { ...vote, duration_s: 12, blind: true }];
      expect((await add(db, twice, 'jsonl')).summary.verdicts).toEqual({ added: 1, known: 1 });
      const again = await add(db, [{ ...vote, duration_s: 30 }], 'jsonl');
      expect(again.summary.verdicts).toEqual({ added: 0, known: 1 });
      expect(await kept(db)).toEqual(['a true 9.0 -']);
      expect((await checkRecord(db, null)).filter(({ broken }) => broken > 0)).toEqual([]);
    });
  });

  it('is never told by a text: a reason is kept nowhere', async () => {
    await inStore(async ({ db, path }) => {
      const file = await writeHistory(join(temporaryFolder(), 'rows.jsonl'), [
        paired('a', { reason: 'Ms Miller called', language: 'de', blind: true }),
      ]);
      await ingest(db, [file], Mapping.parse({ segments: 'all' }), { at: NOW, beforeAdding: () => {} });
      expect(await db.column(raw('SELECT segments FROM circumstances'))).toEqual(['{"language":"de"}']);
      const backup = join(temporaryFolder(), 'backup');
      const { tables } = await backupRecord(db, backup, NOW);
      for (const { name } of tables)
        expect(await db.count(raw(`(FROM ${name} AS every WHERE every::VARCHAR LIKE '%Miller%')`))).toBe(0);
      expect(path).not.toBe(backup);
    });
  });

  it('is refused where it cannot be, also where nobody looks at each row', async () => {
    const rows = [
      paired('a', { duration_s: 3, blind: 1 }),
      paired('b', { duration_s: -1, blind: 0 }),
      paired('c', { duration_s: 4, blind: 2 }),
      paired('d', { duration_s: null, blind: null }),
    ];
    const folder = temporaryFolder();
    const types = { blind: 'INTEGER' };
    const typed = await readFiles(await writeHistory(join(folder, 'a.parquet'), rows, 'plain', types));
    const texts = await readFiles(await writeHistory(join(folder, 'a.csv'), rows));
    const byRule = { blind_bad: 1, duration_bad: 1 };
    expect(typed.summary).toMatchObject({ decisions: 2, quarantined: 2, quarantinedByRule: byRule });
    expect(typed.summary).toEqual(texts.summary);
    expect(typed.evidence).toEqual(texts.evidence);
  });
});

describe('a store that an earlier leeway made', () => {
  it('takes it from now on, and has none for what was there', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'old.duckdb');
    const old = await Database.open({ path });
    await migrate(old, path, NOW, true, 1);
    for (const row of [
      `INSERT INTO circumstances (id, domain) VALUES (0, 'refunds')`,
      `INSERT INTO decisions (decision_id, circumstances, decided_at, confidence, run) VALUES ('a', 0, '2026-05-01 10:00:00', 0.9, 1)`,
      `INSERT INTO verdicts VALUES ('a', 'r1', '2026-05-02 10:00:00', 'agree', NULL, NULL, 1)`,
      `INSERT INTO runs VALUES (1, '2026-05-03', 1, 0, 1, 0, 0, 0, 0, 0)`,
    ])
      await old.run(raw(row));
    const backup = join(folder, 'backup');
    await backupRecord(old, backup, NOW);
    old.close();
    const restored = join(folder, 'restored.duckdb');
    await restoreRecord(backup, restored, NOW);
    for (const place of [path, restored]) {
      const db = await openRecord(place, { at: NOW });
      try {
        const { summary } = await add(db, [paired('a', { duration_s: 5 }), paired('b', { duration_s: 7 })]);
        expect(summary).toMatchObject({ decisions: { added: 1 }, verdicts: { added: 1, known: 1 } });
        expect(await kept(db)).toEqual(['a - - -', 'b - 7.0 -']);
        expect((await checkRecord(db, null)).filter(({ broken }) => broken > 0)).toEqual([]);
      } finally {
        closeRecord(db, place);
      }
    }
  });
});
