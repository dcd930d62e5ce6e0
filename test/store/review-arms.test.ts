import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksForRows } from '../../src/contracts/asks-for-rows.ts';
import { Configuration } from '../../src/contracts/configuration.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import type { ArmVoices } from '../../src/contracts/review-signals.ts';
import { cutCounts } from '../../src/store/cuts/cut-counts.ts';
import { reviewArms } from '../../src/store/cuts/review-arms.ts';
import { Database } from '../../src/store/database.ts';
import { keyOf } from '../../src/store/evidence/start-confidences.ts';
import { type History, readHistory } from '../../src/store/history.ts';
import { readRecord } from '../../src/store/record/read-record.ts';
import { countedRules } from '../../src/workflows/domains-of-store.ts';
import { add, inStore } from '../support/stores.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from '../support/write-history.ts';

const configuration = Configuration.parse({
  defaults: { onAnchoring: 'refuse', maturity: '0d', reviewProbability: 0.5 },
  domains: { returns: { onAnchoring: 'tell' } },
});

const at = (minute: number): string => new Date(Date.UTC(2026, 3, 1, 0, minute)).toISOString();

/** Enough rates of one model that near ones are pooled; of the other a few. */
const decisions = Array.from({ length: 120 }, (_, place): WrittenRow => {
  const model = place % 3 === 0 ? 'm2' : 'm1';
  return {
    ...{ decision_id: `d${place}`, domain: ['refunds', 'address', 'returns'][place % 4] ?? 'refunds', model },
    ...{ confidence: (place % 50) / 50, decided_at: at(place), ai_answer: 'pay' },
    review_probability: model === 'm2' ? (place % 2 === 0 ? 1 : null) : 1 / (1 + place / 40),
  };
});

const votes = fc.array(
  fc.record({
    decision_id: fc.nat(125).map((id) => `d${id}`),
    reviewer_id: fc.constantFrom<string | null>('r1', 'r2', null),
    verdict: fc.constantFrom<string | null>('agree', 'agree', 'override', 'edit', 'unsure', null),
    human_answer: fc.constantFrom('pay', 'refuse'),
    blind: fc.constantFrom<boolean | null>(true, false, null),
    reviewed_at: fc.integer({ min: 2000, max: 2010 }).map(at),
  }),
  { minLength: 20, maxLength: 200 },
);

/** Arms by record, each as the cuts of that record count it. */
async function told(db: Database, history: History): Promise<Record<string, readonly ArmVoices[]>> {
  const arms = await reviewArms(db, history, configuration);
  return Object.fromEntries([...arms].map(([evidence, own]) => [keyOf(evidence), own]));
}

describe('reviewArms(history)', () => {
  it('counts all records at once as the cuts count one, the same of files and of a store', async () => {
    await fc.assert(
      fc.asyncProperty(votes, async (all) => {
        const folder = temporaryFolder();
        const files = await Promise.all([
          writeHistory(join(folder, 'decisions.jsonl'), decisions),
          writeHistory(join(folder, 'verdicts.jsonl'), all),
        ]);
        const db = await Database.open();
        const read = await readHistory(db, files, Mapping.parse({}), configuration, null);
        const ofFiles = await told(db, read);
        db.close();
        await inStore(async ({ db: store }) => {
          await add(store, decisions, 'jsonl');
          await add(store, all, 'jsonl');
          const history = await readRecord(store, configuration, null);
          const ofStore = await told(store, history);
          expect(ofFiles).toEqual(ofStore);
          for (const evidence of history.evidence) {
            const own = ofStore[keyOf(evidence)];
            if (evidence.domain === 'returns' || evidence.selection === 'unknown') {
              expect(own).toBeUndefined();
              continue;
            }
            const { review } = await cutCounts(store, evidence, configuration, history.asOf);
            expect(own).toEqual(review.arms.map(({ confidence: _, ...arm }) => arm));
          }
        });
      }),
      { numRuns: 4 },
    );
  });

  it('is that of verdicts beside their decisions too, whether rows repeat or not', async () => {
    const paired = decisions.map(
      (one, place): WrittenRow => ({
        ...{ ...one, review_probability: 1 },
        ...{ verdict: place % 5 === 0 ? 'override' : 'agree', reviewer_id: `r${place % 4}` },
        ...{ blind: place % 2 === 0, reviewed_at: at(3000 + place) },
      }),
    );
    const answers = await Promise.all(
      [paired, [...paired, ...paired.slice(0, 40)]].map(async (rows, nr) => {
        const file = await writeHistory(join(temporaryFolder(), `paired-${nr}.parquet`), rows);
        const db = await Database.open();
        const answer = await told(db, await readHistory(db, [file], Mapping.parse({}), configuration, null));
        db.close();
        return answer;
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    const voices = Object.values(answers[0] ?? {}).flat();
    expect(voices.reduce((sum, one) => sum + one.voices, 0)).toBe(90);
    expect(voices.some(({ blind }) => blind)).toBe(true);
  });

  it('is asked of rows, which counts alone do not answer, and only by who refuses', () => {
    expect(asksForRows(configuration)).toBe(true);
    expect(asksForRows(countedRules(configuration))).toBe(false);
    expect(asksForRows(Configuration.parse({ defaults: { onAnchoring: 'tell' } }))).toBe(false);
  });
});
