import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../../src/contracts/configuration.ts';
import { Mapping } from '../../../src/contracts/mapping.ts';
import type { Database } from '../../../src/store/database.ts';
import { recountEvidence } from '../../../src/store/kept/recount-evidence.ts';
import { checkRecord } from '../../../src/store/record/examine-record.ts';
import { forgetBefore, forgetDecision, forgetReviewer } from '../../../src/store/record/forget.ts';
import { keepPrivacy } from '../../../src/store/record/forgettings.ts';
import { ingest } from '../../../src/store/record/ingest.ts';
import { readRecord } from '../../../src/store/record/read-record.ts';
import { raw } from '../../../src/store/sql.ts';
import { add, history, inStore, NOW } from '../../support/stores.ts';
import { temporaryFolder, writeHistory } from '../../support/write-history.ts';

const configuration = Configuration.parse({});
const stricter = Configuration.parse({ defaults: { alwaysReview: ['legal'] } });

async function evidence(db: Database) {
  return (await readRecord(db, configuration, NOW)).evidence;
}

async function broken(db: Database) {
  return (await checkRecord(db, configuration)).filter((one) => one.broken > 0);
}

/** Everything that the store holds, as text. */
async function contents(db: Database): Promise<string> {
  const tables = await db.column(raw('SELECT table_name FROM duckdb_tables() WHERE NOT temporary'));
  const all: unknown[] = [];
  for (const table of tables)
    all.push(...(await (await db.execute(raw(`FROM ${String(table)}`))).getRowsJson()));
  return JSON.stringify(all);
}

const decision = (id: string, day: number, over = {}) => ({
  ...{ decision_id: id, domain: 'refunds', model: 'm1', confidence: 0.9, ai_answer: 'pay' },
  decided_at: new Date(Date.UTC(2026, 3, day)).toISOString(),
  ...over,
});

describe('what is forgotten', () => {
  it('counts as before, whenever it was and whatever comes later', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 1, max: 30 }), async ({ decisions, votes }, day) => {
        await inStore(async ({ db }) => {
          await keepPrivacy(db, 'salt', false);
          await add(db, decisions, 'jsonl');
          if (votes.length > 0) await add(db, votes, 'jsonl');
          // A last day that is young makes all others old enough.
          await add(db, [decision('last', 60)], 'jsonl');
          const before = await evidence(db);
          const moment = new Date(Date.UTC(2026, 3, 1 + day)).toISOString();
          await forgetBefore(db, moment, configuration, NOW);
          expect(await evidence(db)).toEqual(before);
          expect(await broken(db)).toEqual([]);
          await forgetBefore(db, moment, configuration, NOW);
          const again = await add(db, [...decisions].reverse(), 'jsonl');
          const old = decisions.filter((one) => one.decided_at < moment).length;
          expect(again.summary).toMatchObject({
            decisions: { added: 0, known: decisions.length - old },
            quarantined: old,
          });
          expect(await evidence(db)).toEqual(before);
          await recountEvidence(db, configuration);
          expect((await evidence(db)).map(({ cells }) => cells)).toEqual(before.map(({ cells }) => cells));
          expect(await broken(db)).toEqual([]);
        });
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it('is not lost to other rules without a word', async () => {
    await inStore(async ({ db }) => {
      await keepPrivacy(db, 'salt', false);
      await add(db, [decision('a', 1, { verdict: 'agree' }), decision('b', 60)], 'jsonl');
      await forgetBefore(db, '2026-05-01T00:00:00.000Z', configuration, NOW);
      await expect(readRecord(db, stricter, NOW)).rejects.toThrow(
        /1 decision of this store was forgotten, whose evidence/,
      );
      // Nor to whoever only reads, nor to a look back.
      await expect(readRecord(db, stricter, NOW, false)).rejects.toThrow(/was forgotten, whose evidence/);
      await expect(readRecord(db, configuration, '2026-05-01T00:00:00.000Z')).rejects.toThrow(
        /--as-of .* 1 decision of it was forgotten/,
      );
      expect(await recountEvidence(db, stricter)).toBe(1);
      expect((await readRecord(db, stricter, NOW)).evidence[0]?.decisions).toBe(1);
      expect((await checkRecord(db, stricter)).filter((one) => one.broken > 0)).toEqual([]);
    });
  });

  it('may not be so young that no count has it', async () => {
    await inStore(async ({ db }) => {
      await add(db, [decision('a', 1)], 'jsonl');
      await expect(forgetBefore(db, NOW, configuration, NOW)).rejects.toThrow(/are too young to be counted/);
    });
  });

  it('is a decision by its name, its answers and its segments, and never comes back', async () => {
    await inStore(async ({ db }) => {
      await keepPrivacy(db, 'salt', false);
      const path = await writeHistory(join(temporaryFolder(), 'a.jsonl'), [
        decision('jane-1', 1, { city: 'Vaduz', verdict: null, human_answer: 'refuse', reviewer_id: 'r' }),
        decision('other', 2, { city: 'Bern', verdict: 'agree', human_answer: null, reviewer_id: 'r' }),
        decision('other', 2, {
          city: 'Bern',
          ai_answer: 'refuse',
          verdict: 'agree',
          human_answer: null,
          reviewer_id: 'r',
        }),
      ]);
      const mapping = Mapping.parse({ segments: ['city'] });
      await ingest(db, [path], mapping, { at: NOW, beforeAdding: () => {} });
      const before = await evidence(db);
      expect(await forgetDecision(db, 'jane-1', NOW)).toEqual({ decisions: 1, verdicts: 1 });
      expect(await contents(db)).not.toMatch(/jane-1|Vaduz/);
      expect(await contents(db)).toMatch(/Bern/);
      expect(await evidence(db)).toEqual(before);
      const again = await add(db, [decision('jane-1', 1), decision('new', 3)], 'jsonl');
      expect(again.summary).toMatchObject({
        decisions: { added: 1 },
        quarantinedByRule: { decision_forgotten: 1 },
      });
      expect(await contents(db)).not.toMatch(/jane-1/);
      // Known by its id in quarantine alone.
      expect(await forgetDecision(db, 'other', NOW)).toEqual({ decisions: 1, verdicts: 1 });
      expect(await contents(db)).not.toMatch(/"other"/);
      expect(await broken(db)).toEqual([]);
    });
  });

  it('is who a reviewer is: their verdicts count as those of one person still', async () => {
    await inStore(async ({ db }) => {
      await keepPrivacy(db, 'salt', false);
      const vote = (at: string, verdict: string, reviewer = 'anna') => ({
        ...{ decision_id: 'a', reviewed_at: at, verdict, reviewer_id: reviewer },
      });
      await add(db, [decision('a', 1)], 'jsonl');
      await add(
        db,
        [vote('2026-04-02T00:00:00Z', 'agree'), vote('2026-04-02T00:00:00Z', 'agree', 'ben')],
        'jsonl',
      );
      expect(await forgetReviewer(db, 'anna', NOW)).toEqual({ decisions: 0, verdicts: 1 });
      expect(await contents(db)).not.toMatch(/anna/);
      // The last word of a reviewer counts, under whatever name it came.
      await add(
        db,
        [vote('2026-04-03T00:00:00Z', 'override'), vote('2026-04-03T00:00:00Z', 'override', 'ben')],
        'jsonl',
      );
      expect(await contents(db)).not.toMatch(/anna/);
      expect((await evidence(db))[0]?.cells[0]?.outcome).toBe('override');
      expect(await broken(db)).toEqual([]);
    });
  });

  it('was never known where reviewers are kept as hashes', async () => {
    await inStore(async ({ db }) => {
      await keepPrivacy(db, 'salt', true);
      await add(db, [decision('a', 1, { verdict: 'agree', reviewer_id: 'anna' })], 'jsonl');
      expect(await contents(db)).not.toMatch(/anna/);
      expect(await contents(db)).toMatch(/reviewer-[0-9a-f]{32}/);
    });
  });
});
