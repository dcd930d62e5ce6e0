import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Configuration } from '../../../src/contracts/configuration.ts';
import { Mapping } from '../../../src/contracts/mapping.ts';
import { Database } from '../../../src/store/database.ts';
import { auditNights } from '../../../src/store/evidence/audit-nights.ts';
import { confidenceNights } from '../../../src/store/evidence/confidence-nights.ts';
import type { Understood } from '../../../src/store/evidence/understood-rows.ts';
import { type History, readHistory } from '../../../src/store/history.ts';
import { checkKept } from '../../../src/store/kept/check-kept.ts';
import { keptState } from '../../../src/store/kept/kept-state.ts';
import { keptWatches } from '../../../src/store/kept/kept-watches.ts';
import { refreshEvidence } from '../../../src/store/kept/refresh-evidence.ts';
import { checkRecord } from '../../../src/store/record/examine-record.ts';
import { ingest } from '../../../src/store/record/ingest.ts';
import { readRecord } from '../../../src/store/record/read-record.ts';
import { raw } from '../../../src/store/sql.ts';
import { findShift } from '../../../src/tuning/find-shift.ts';
import { findShifts, unheardNights } from '../../../src/workflows/find-shifts.ts';
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

/** The confidences that have shifted, by what was kept of the nights before; keeps what the nights since made of it. */
async function shiftsOf(db: Database, { evidence, understood }: Pick<History, 'evidence' | 'understood'>) {
  return [
    ...(await findShifts(db, await unheardNights(db, understood, evidence), new Set(evidence))).values(),
  ];
}

/** What is kept of the watch for shifts, and what all nights up to there make of it now. */
async function watchesOf(db: Database, { evidence, understood: { relation, keys } }: History) {
  const [kept, nights] = [
    await keptWatches(db, evidence),
    await confidenceNights(db, { relation, keys }, evidence),
  ];
  return [...kept].map(([one, { before, memory }]) => ({
    kept: memory,
    anew: findShift((nights.get(one) ?? []).filter(({ day }) => day < before)),
  }));
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
              await shiftsOf(db, await readRecord(db, configuration, NOW));
            }
            // Rows that are there already change nothing.
            const again = await add(db, [...decisions].reverse(), 'jsonl');
            expect(again.summary.decisions).toEqual({ added: 0, known: decisions.length });
            const kept = await readRecord(db, configuration, NOW);
            expect(kept.evidence).toEqual(once.evidence);
            expect(kept.summary).toEqual({ ...once.summary, known: kept.summary.known });
            const { counted, read } = await nightsOf(db, kept, configuration);
            expect(counted).toEqual(read);
            const { evidence, understood } = kept;
            const { relation, keys } = understood;
            expect(await shiftsOf(db, kept)).toEqual(
              await shiftsOf(db, { evidence, understood: { relation, keys } }),
            );
            for (const { kept: known, anew } of await watchesOf(db, kept)) expect(known).toEqual(anew);
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

  it('follow a verdict however late it comes', async () => {
    await inStore(async ({ db }) => {
      const [plain] = rules as [Configuration];
      const at = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString();
      const decisions = Array.from({ length: 100 }, (_, day) => ({
        ...{ decision_id: `d${day}`, domain: 'refunds', confidence: 0.9, decided_at: at(day) },
      }));
      await add(db, decisions, 'jsonl');
      await refreshEvidence(db, plain);
      const judged = async (days: readonly number[], verdict: string) => {
        const votes = days.map((day) => ({ decision_id: `d${day}`, verdict, reviewed_at: at(99) }));
        await add(db, votes, 'jsonl');
        const { counted } = await refreshEvidence(db, plain);
        expect(await checkKept(db, plain)).toBe(0);
        const cells = await db.rows(
          z.object({ verdict: z.string(), decisions: z.number() }),
          raw(
            'SELECT verdict, sum(decisions)::DOUBLE AS decisions FROM judged_cells GROUP BY 1 HAVING sum(decisions) <> 0 ORDER BY 1',
          ),
        );
        return { counted, ...Object.fromEntries(cells.map((cell) => [cell.verdict, cell.decisions])) };
      };
      // Of long ago, of lately, not counted yet, and of a decision that is not there.
      expect(await judged([2, 90, 99, 500], 'agree')).toEqual({ counted: 4, agree: 2 });
      expect(await judged([2], 'override')).toEqual({ counted: 2, agree: 1, override: 1 });
      expect(await judged([501], 'agree')).toEqual({ counted: 0, agree: 1, override: 1 });
    });
  });

  it('let a watch go on from where it was, and begin anew where something older came', async () => {
    await inStore(async ({ db }) => {
      const [plain] = rules as [Configuration];
      const rows = (from: number, to: number, confidence: (day: number) => number, name = 'd') =>
        Array.from({ length: 40 * (to - from) }, (_, i) => {
          const day = from + Math.floor(i / 40);
          return {
            ...{ decision_id: `${name}${day}-${i % 40}`, domain: 'refunds' },
            confidence: confidence(day) + (i % 10) / 100,
            decided_at: new Date(Date.UTC(2026, 0, 1 + day, 8, i % 40)).toISOString(),
          };
        });
      const asked = async () => {
        const record = await readRecord(db, plain, NOW);
        const shifts = await shiftsOf(db, record);
        const [watch] = (await keptWatches(db, record.evidence)).values();
        return { shifts, before: watch?.before, watches: await watchesOf(db, record) };
      };
      await add(
        db,
        rows(0, 40, () => 0.8),
        'jsonl',
      );
      const first = await asked();
      expect(first).toMatchObject({ shifts: [], before: Date.UTC(2026, 0, 1 + 36) / 86_400_000 });
      await add(
        db,
        rows(40, 60, (day) => (day < 50 ? 0.8 : 0.6)),
        'jsonl',
      );
      const second = await asked();
      expect(second.shifts).toMatchObject([{ direction: 'less-sure', changedOn: '2026-02-20', alarms: 1 }]);
      expect(second.before).toBe(Date.UTC(2026, 0, 1 + 56) / 86_400_000);
      expect(second.watches[0]?.kept).toEqual(second.watches[0]?.anew);
      await add(
        db,
        rows(10, 20, () => 0.4, 'late'),
        'jsonl',
      );
      await refreshEvidence(db, plain);
      expect(await db.count(raw('shift_watches'))).toBe(0);
      const third = await asked();
      expect(third.shifts[0]?.alarms).toBeGreaterThan(1);
      expect(third.watches[0]?.kept).toEqual(third.watches[0]?.anew);
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
