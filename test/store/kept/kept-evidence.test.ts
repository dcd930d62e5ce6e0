import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../../src/contracts/configuration.ts';
import { Mapping } from '../../../src/contracts/mapping.ts';
import { Database } from '../../../src/store/database.ts';
import { auditNights } from '../../../src/store/evidence/audit-nights.ts';
import { confidenceNights } from '../../../src/store/evidence/confidence-nights.ts';
import type { Understood } from '../../../src/store/evidence/understood-rows.ts';
import { type History, readHistory } from '../../../src/store/history.ts';
import { checkKept } from '../../../src/store/kept/check-kept.ts';
import { keptState } from '../../../src/store/kept/kept-state.ts';
import { refreshEvidence } from '../../../src/store/kept/refresh-evidence.ts';
import { checkRecord } from '../../../src/store/record/examine-record.ts';
import { ingest } from '../../../src/store/record/ingest.ts';
import { readRecord } from '../../../src/store/record/read-record.ts';
import { raw } from '../../../src/store/sql.ts';
import { add, dealt, history, inStore, NOW } from '../../support/stores.ts';
import { temporaryFolder, writeHistory } from '../../support/write-history.ts';

const mapping = Mapping.parse({});
const rules = [
  Configuration.parse({ defaults: { maturity: '3d' } }),
  Configuration.parse({
    defaults: { maturity: '0d', alwaysReview: ['legal'] },
    domains: { refunds: { amountSteps: [10, 20], maturity: '7d' } },
  }),
  Configuration.parse({
    defaults: { guarantee: 'cost', budget: 10, amountCap: 100, editLoss: 0.5 },
  }),
];

/** What rows say day by day, read twice: from counts where there are any, and row by row. */
async function nightsOf(db: Database, { evidence, understood }: History, configuration: Configuration) {
  const of = async (rows: Understood) => ({
    confidences: [...(await confidenceNights(db, rows, evidence)).values()],
    audits: await auditNights(
      db,
      rows,
      evidence
        .filter(({ selection }) => selection !== 'unknown')
        .map((one) => ({ evidence: one, thresholdPpm: 500_000 })),
      configuration,
    ),
  });
  const { relation, keys } = understood;
  return { counted: await of(understood), read: await of({ relation, keys }) };
}

describe('counts that are kept', () => {
  it('are those of the rows after any sequence of ingests, late verdicts and corrections', {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        fc.constantFrom(...rules),
        async ({ decisions, votes, cuts, seed }, configuration) => {
          const known = votes.filter((vote) => decisions.some((one) => one.decision_id === vote.decision_id));
          const folder = temporaryFolder();
          const whole = [await writeHistory(join(folder, 'decisions.jsonl'), decisions)];
          if (known.length > 0) whole.push(await writeHistory(join(folder, 'verdicts.jsonl'), known));
          const memory = await Database.open();
          const once = await readHistory(memory, whole, mapping, configuration, NOW);
          await inStore(async ({ db }) => {
            const parts = [...dealt(known, cuts, seed), ...dealt(decisions, cuts, seed + 1)];
            for (const [place, part] of (seed % 2 === 0 ? parts : [...parts].reverse()).entries()) {
              await add(db, part, 'jsonl');
              if ((seed + place) % 3 === 0) continue;
              await refreshEvidence(db, configuration);
              expect(await checkKept(db, configuration)).toBe(0);
            }
            // Rows that are there already change nothing.
            const again = await add(db, [...decisions].reverse(), 'jsonl');
            expect(again.summary.decisions).toEqual({ added: 0, known: decisions.length });
            const kept = await readRecord(db, configuration, NOW);
            expect(kept.evidence).toEqual(once.evidence);
            expect(kept.summary).toEqual({ ...once.summary, known: kept.summary.known });
            const { counted, read } = await nightsOf(db, kept, configuration);
            expect(counted).toEqual(read);
            expect((await checkRecord(db, configuration)).filter(({ broken }) => broken > 0)).toEqual([]);
          });
          memory.close();
        },
      ),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it('are counted anew under other rules, and read as they are under the same', async () => {
    await inStore(async ({ db }) => {
      const rows = Array.from({ length: 40 }, (_, i) => ({
        ...{
          decision_id: `d${i}`,
          domain: 'refunds',
          confidence: 0.9,
          triggers: i % 2 === 0 ? ['legal'] : null,
        },
        decided_at: new Date(Date.UTC(2026, 3, 1 + i)).toISOString(),
      }));
      await add(db, rows, 'jsonl');
      const [plain, strict] = rules as [Configuration, Configuration];
      expect(await refreshEvidence(db, plain)).toMatchObject({ counted: 36, anew: false });
      expect(await refreshEvidence(db, plain)).toMatchObject({ counted: 0, anew: false });
      expect(await checkKept(db, strict)).toBeNull();
      const { evidence } = await readRecord(db, strict, NOW);
      expect(evidence[0]?.cells.map(({ eligible, decisions }) => [eligible, decisions])).toEqual([
        [false, 40],
      ]);
      expect(await keptState(db)).toMatchObject({ run: 1, votes: 0 });
    });
  });

  it('show where somebody else wrote', async () => {
    await inStore(async ({ db }) => {
      await add(db, [
        { decision_id: 'a', domain: 'refunds', confidence: 0.9, decided_at: '2026-04-01T00:00:00Z' },
      ]);
      await add(db, [
        { decision_id: 'b', domain: 'refunds', confidence: 0.8, decided_at: '2026-05-01T00:00:00Z' },
      ]);
      const [plain] = rules as [Configuration];
      await refreshEvidence(db, plain);
      expect(await checkKept(db, plain)).toBe(0);
      await db.run(raw('UPDATE coverage_cells SET decisions = decisions + 1'));
      expect(await checkKept(db, plain)).toBe(1);
    });
  });

  it('keep confidences as they are until they are too many, then in decimal bands, as rows do', {
    timeout: 60_000,
  }, async () => {
    const [plain] = rules as [Configuration];
    const rows = Array.from({ length: 9000 }, (_, i) => ({
      ...{ decision_id: `d${i}`, domain: 'refunds', confidence: ((i * 7919) % 1_000_000) / 1_000_000 },
      decided_at: new Date(Date.UTC(2026, 3, 1) + i * 300_000).toISOString(),
      ...{ verdict: i % 9 === 0 ? 'override' : 'agree', review_probability: 1 },
    }));
    const folder = temporaryFolder();
    const whole = await writeHistory(join(folder, 'whole.parquet'), rows);
    const memory = await Database.open();
    await inStore(async ({ db }) => {
      for (const [from, bands] of [
        [0, 'exact'],
        [3000, 'decimal'],
        [6000, 'decimal'],
      ] as const) {
        const part = await writeHistory(join(folder, `${from}.parquet`), rows.slice(from, from + 3000));
        await ingest(db, [part], mapping, { at: NOW, beforeAdding: () => {} });
        expect((await readRecord(db, plain, NOW)).evidence[0]?.bands).toBe(bands);
        expect(await checkKept(db, plain)).toBe(0);
      }
      const once = await readHistory(memory, [whole], mapping, plain, NOW);
      expect((await readRecord(db, plain, NOW)).evidence).toEqual(once.evidence);
    });
    memory.close();
  });
});
