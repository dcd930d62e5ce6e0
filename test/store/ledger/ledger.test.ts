import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../../../src/contracts/ledger.ts';
import { appendEntries, GENESIS } from '../../../src/governance/append-entries.ts';
import { canonicalJson } from '../../../src/governance/digest.ts';
import { Database } from '../../../src/store/database.ts';
import { appendToLedger } from '../../../src/store/ledger/append-to-ledger.ts';
import {
  type LedgerQuestion,
  ledgerHead,
  newestEntries,
  readLedger,
} from '../../../src/store/ledger/read-ledger.ts';
import { backupRecord } from '../../../src/store/record/backup-record.ts';
import { migrate } from '../../../src/store/record/migrations.ts';
import { closeRecord, openRecord } from '../../../src/store/record/open-record.ts';
import { restoreRecord } from '../../../src/store/record/restore-record.ts';
import { raw } from '../../../src/store/sql.ts';
import { verifyTail } from '../../../src/workflows/check-ledger.ts';
import { inStore, NOW } from '../../support/stores.ts';
import { temporaryFolder } from '../../support/write-history.ts';

const chain = { append: appendEntries, bodyText: canonicalJson };
const event = (day: number, over: Partial<LedgerEvent> = {}): LedgerEvent => ({
  ...{ at: new Date(Date.UTC(2026, 0, day)).toISOString(), actor: `O'Neil "\u2028"`, type: 'ingest.run' },
  ...{ subject: '', body: { run: day, share: 0.1, nothing: null } },
  ...over,
});
const append = (db: Database, events: readonly LedgerEvent[]) =>
  db.transaction(() => appendToLedger(db, events, chain));
const numbers = async (db: Database, question: LedgerQuestion): Promise<number[]> => {
  const found: number[] = [];
  for await (const { seq } of readLedger(db, question)) found.push(seq);
  return found;
};

describe('the ledger of a store', () => {
  it('goes on where it ended, and gives its entries back to the byte, page by page', async () => {
    await inStore(async ({ db }) => {
      expect(await ledgerHead(db)).toEqual(GENESIS);
      const first = await append(db, [event(1), event(2, { type: 'floor.set', subject: 'refunds' })]);
      const more = await append(
        db,
        Array.from({ length: 1500 }, (_, day) => event(3 + day)),
      );
      expect(more.at(-1)).toMatchObject({ seq: 1502 });
      expect(await ledgerHead(db)).toMatchObject({ seq: 1502, hash: more.at(-1)?.hash });
      const read = [];
      for await (const row of readLedger(db)) read.push({ ...row, body: JSON.parse(row.body) });
      expect(read).toEqual([...first, ...more]);
      expect(await verifyTail(db)).toMatchObject({ ok: true, entries: 1502 });
      expect(await verifyTail(db, 100)).toMatchObject({ ok: true, entries: 101 });
    });
  });

  it('is asked for by number, type, subject and time', async () => {
    await inStore(async ({ db }) => {
      await append(db, [
        ...[event(1), event(2, { type: 'floor.set', subject: 'refunds' }), event(3, { subject: 'refunds' })],
        event(4),
      ]);
      expect(await numbers(db, { from: 2, to: 3 })).toEqual([2, 3]);
      expect(await numbers(db, { type: 'ingest.run' })).toEqual([1, 3, 4]);
      expect(await numbers(db, { subject: 'refunds', type: 'ingest.run' })).toEqual([3]);
      expect(await numbers(db, { since: event(2).at, until: event(4).at })).toEqual([2, 3]);
      const newest = await newestEntries(db, { type: 'ingest.run' }, 2);
      expect(newest.map(({ seq }) => seq)).toEqual([3, 4]);
    });
  });

  it('has nothing of a transaction that failed', async () => {
    await inStore(async ({ db }) => {
      await append(db, [event(1)]);
      const failing = db.transaction(async () => {
        await appendToLedger(db, [event(2)], chain);
        throw new Error('the rest failed');
      });
      await expect(failing).rejects.toThrow('the rest failed');
      await append(db, [event(3)]);
      expect(await verifyTail(db)).toMatchObject({ ok: true, entries: 2 });
    });
  });

  it('gives one place to one of two that write at once', async () => {
    await inStore(async ({ db }) => {
      await append(db, [event(1)]);
      const other = await db.sibling();
      const both = await Promise.allSettled([append(db, [event(2)]), append(other, [event(3)])]);
      other.close();
      // Whoever came second read the head before the first had written, or after.
      const failed = both.filter(({ status }) => status === 'rejected').length;
      expect(await verifyTail(db)).toMatchObject({ ok: true, entries: 3 - failed });
      const entry = await db.exists(raw('FROM ledger WHERE seq = 2'));
      expect(entry).toBe(true);
      await expect(db.run(raw('INSERT INTO ledger FROM ledger WHERE seq = 2'))).rejects.toThrow(
        /[Cc]onstraint/,
      );
    });
  });

  it('comes into a store that was made without one', async () => {
    const path = join(temporaryFolder(), 'old.duckdb');
    const old = await Database.open({ path });
    await migrate(old, path, NOW, true, 1);
    await old.run(raw(`INSERT INTO files VALUES ('d', 'a.csv', 1, 1)`));
    old.close();
    const db = await openRecord(path, { at: NOW });
    await append(db, [event(1)]);
    expect(await verifyTail(db)).toMatchObject({ ok: true, entries: 1 });
    expect(await db.count(raw('leeway_versions'))).toBeGreaterThan(1);
    closeRecord(db, path);
  });

  it('is in a backup whole, and goes on after it', async () => {
    const folder = temporaryFolder();
    await inStore(async ({ db }) => {
      await append(db, [event(1), event(2)]);
      await backupRecord(db, join(folder, 'backup'), NOW);
    });
    const path = join(folder, 'again.duckdb');
    await restoreRecord(join(folder, 'backup'), path, NOW);
    const db = await openRecord(path, { at: NOW });
    await append(db, [event(3)]);
    expect(await verifyTail(db)).toMatchObject({ ok: true, entries: 3, head: { seq: 3 } });
    closeRecord(db, path);
  });
});
