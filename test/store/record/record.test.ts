import { createHash } from 'node:crypto';
import { copyFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../../src/contracts/configuration.ts';
import { Mapping } from '../../../src/contracts/mapping.ts';
import { Database } from '../../../src/store/database.ts';
import { refreshEvidence } from '../../../src/store/kept/refresh-evidence.ts';
import { checkRecord, recordSizes } from '../../../src/store/record/examine-record.ts';
import { ingest } from '../../../src/store/record/ingest.ts';
import { closeRecord, openRecord } from '../../../src/store/record/open-record.ts';
import { readRecord } from '../../../src/store/record/read-record.ts';
import { raw } from '../../../src/store/sql.ts';
import { add, inStore, NOW } from '../../support/stores.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from '../../support/write-history.ts';

const configuration = Configuration.parse({ defaults: { maturity: '0d' } });
const mapping = Mapping.parse({});

const decision = (id: string, over: WrittenRow = {}): WrittenRow => ({
  decision_id: id,
  domain: 'refunds',
  decided_at: '2026-05-01T10:00:00Z',
  confidence: 0.9,
  ai_answer: 'pay',
  ...over,
});
const verdict = (id: string, over: WrittenRow = {}): WrittenRow => ({
  decision_id: id,
  verdict: 'agree',
  reviewed_at: '2026-05-02T10:00:00Z',
  reviewer_id: 'r1',
  ...over,
});

describe('what comes into a store', () => {
  it('is added once: whole files by their bytes, rows by their ids', async () => {
    await inStore(async ({ db }) => {
      const rows = [decision('a'), decision('b')];
      const path = await writeHistory(join(temporaryFolder(), 'a.csv'), rows);
      const options = { at: NOW, beforeAdding: () => {} };
      const first = await ingest(db, [path], mapping, options);
      expect(first.summary).toMatchObject({
        files: { added: 1, known: 0 },
        decisions: { added: 2, known: 0 },
      });
      const again = await ingest(db, [path], mapping, options);
      expect(again.summary).toMatchObject({
        files: { added: 0, known: 1 },
        decisions: { added: 0, known: 0 },
      });
      const other = await add(db, [decision('b'), decision('c'), decision('c')], 'parquet');
      expect(other.summary).toMatchObject({ decisions: { added: 1, known: 2 }, quarantined: 0 });
      expect(await recordSizes(db)).toMatchObject({ decisions: 3, runs: 2 });
    });
  });

  it('is never overwritten: another content under a known id is a conflict', async () => {
    await inStore(async ({ db }) => {
      await add(db, [decision('a')]);
      const { summary, quarantined } = await add(db, [
        decision('a', { confidence: 0.5 }),
        decision('b'),
        decision('b', { ai_answer: 'refuse' }),
      ]);
      expect(summary).toMatchObject({ decisions: { added: 1, known: 0 }, quarantined: 2 });
      expect(quarantined).toMatchObject([
        { rule: 'decision_id_conflict', rows: 2, example: { line: 2, value: 'a' } },
      ]);
      const kept = await db.column(raw('SELECT confidence FROM decisions ORDER BY decision_id'));
      expect(kept).toEqual([0.9, 0.9]);
    });
  });

  it('keeps every vote, and takes the same one once', async () => {
    await inStore(async ({ db }) => {
      await add(db, [decision('a')]);
      const one = verdict('a');
      const later = verdict('a', { verdict: 'override', reviewed_at: '2026-05-03T10:00:00Z' });
      expect((await add(db, [one, one])).summary.verdicts).toEqual({ added: 1, known: 1 });
      expect((await add(db, [one, later], 'jsonl')).summary.verdicts).toEqual({ added: 1, known: 1 });
      expect(await recordSizes(db)).toMatchObject({ verdicts: 2, waiting: 0 });
      const { evidence } = await readRecord(db, configuration, null);
      expect(evidence[0]?.cells).toMatchObject([{ outcome: 'override', decisions: 1 }]);
      const before = await readRecord(db, configuration, '2026-05-02T12:00:00.000Z');
      expect(before.evidence[0]?.cells).toMatchObject([{ outcome: 'agree', decisions: 1 }]);
    });
  });

  it('waits where a verdict comes before its decision', async () => {
    await inStore(async ({ db }) => {
      const answer = { human_answer: 'refuse', verdict: null };
      const { summary } = await add(db, [verdict('a'), verdict('b', answer)]);
      expect(summary).toMatchObject({ verdicts: { added: 2, known: 0 }, quarantined: 0 });
      expect(await recordSizes(db)).toMatchObject({ waiting: 2 });
      await add(db, [decision('a'), decision('b')]);
      expect(await recordSizes(db)).toMatchObject({ waiting: 0 });
      const { evidence } = await readRecord(db, configuration, null);
      const outcomes = evidence[0]?.cells.map(({ outcome }) => outcome).sort();
      expect(outcomes).toEqual(['agree', 'override']);
    });
  });

  it('is refused whole where the caller says so', async () => {
    await inStore(async ({ db }) => {
      const path = await writeHistory(join(temporaryFolder(), 'a.csv'), [
        decision('a'),
        decision('b', { confidence: 7 }),
      ]);
      const refuse = () => {
        throw new Error('all or nothing');
      };
      await expect(ingest(db, [path], mapping, { at: NOW, beforeAdding: refuse })).rejects.toThrow(
        'all or nothing',
      );
      expect(await recordSizes(db)).toMatchObject({ decisions: 0, quarantined: 0, runs: 0 });
      expect((await ingest(db, [path], mapping, { at: NOW, beforeAdding: () => {} })).summary).toMatchObject({
        decisions: { added: 1 },
        quarantined: 1,
        quarantinedByRule: { confidence_out_of_range: 1 },
      });
    });
  });

  it('holds answers as digests, no text that somebody wrote', async () => {
    await inStore(async ({ db }) => {
      await add(db, [decision('a', { ai_answer: 'Dear Ms Miller' })]);
      const [answer] = await db.column(raw("SELECT replace(answer::VARCHAR, '-', '') FROM decisions"));
      expect(answer).toBe(createHash('md5').update('Dear Ms Miller').digest('hex'));
    });
  });
});

describe('the evidence of a store', () => {
  it('begins with something', async () => {
    await inStore(async ({ db }) => {
      await expect(readRecord(db, configuration, null)).rejects.toThrow(/the store is empty; fill it/);
    });
  });
});

describe('a commit that was cut off', () => {
  it('leaves no rows behind that belong to no run, and no counts of no refresh', async () => {
    const path = join(temporaryFolder(), 'cut.duckdb');
    await inStore(async ({ db }) => {
      await add(db, [decision('a'), decision('b', { decided_at: '2026-05-20T10:00:00Z' })]);
      await refreshEvidence(db, configuration);
      // What DuckDB leaves of whole row groups where its log ends in the midst of a transaction.
      await db.run(
        raw("INSERT INTO decisions SELECT * REPLACE ('c' AS decision_id, 99 AS run) FROM decisions LIMIT 1"),
      );
      await db.run(raw('INSERT INTO coverage_cells SELECT * REPLACE (99 AS refresh) FROM coverage_cells'));
    }, path);
    const db = await openRecord(path, { at: NOW });
    expect(await recordSizes(db)).toMatchObject({ decisions: 2, runs: 1 });
    expect((await checkRecord(db, configuration)).filter(({ broken }) => broken > 0)).toEqual([]);
    closeRecord(db, path);
  });
});

describe('a file that is no store', () => {
  const refusal = async (path: string): Promise<string> => {
    const opened = openRecord(path, { at: NOW });
    return opened.then(
      (db) => {
        closeRecord(db, path);
        return '';
      },
      (error: Error) => error.message,
    );
  };

  it('is told from one, in one line that says what to do', async () => {
    const folder = temporaryFolder();
    const at = (name: string): string => join(folder, name);
    expect(await refusal(at('none.duckdb'))).toMatch(/there is no store; make one with leeway init/);
    writeFileSync(at('text.duckdb'), 'decision_id,domain\n'.repeat(1000));
    expect(await refusal(at('text.duckdb'))).toMatch(/this is no DuckDB file/);
    expect(await refusal(folder)).toMatch(/this is a folder/);
    await inStore(async ({ db }) => {
      await add(
        db,
        Array.from({ length: 2000 }, (_, i) => decision(`d${i}`)),
      );
    }, at('whole.duckdb'));
    copyFileSync(at('whole.duckdb'), at('cut.duckdb'));
    truncateSync(at('cut.duckdb'), 20_000);
    expect(await refusal(at('cut.duckdb'))).toMatch(/damaged or cut short; put a backup/);
    expect(await refusal(at('whole.duckdb'))).toBe('');
    const foreign = await Database.open({ path: at('foreign.duckdb') });
    await foreign.run(raw('CREATE TABLE t AS SELECT 1 AS i'));
    foreign.close();
    expect(await refusal(at('foreign.duckdb'))).toMatch(/a DuckDB file, but no store of leeway/);
    const newer = await Database.open({ path: at('whole.duckdb') });
    await newer.run(raw('INSERT INTO leeway_versions VALUES (99, now()::TIMESTAMP)'));
    newer.close();
    expect(await refusal(at('whole.duckdb'))).toMatch(/made by a newer leeway \(version 99 of the store/);
  });

  it('is refused a second time in one process, where DuckDB would lose what is written', async () => {
    await inStore(async ({ path }) => {
      expect(await refusal(path)).toMatch(/open already in this process/);
    });
  });
});
