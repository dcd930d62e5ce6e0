import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import { makeLastWords } from '../../src/store/cuts/last-words.ts';
import { reviewCounts } from '../../src/store/cuts/review-counts.ts';
import { keptRows } from '../../src/store/record/kept-rows.ts';
import { raw } from '../../src/store/sql.ts';
import { cutsOnRecord } from '../support/cuts-on-record.ts';
import { add, inStore, NOW } from '../support/stores.ts';
import type { WrittenRow } from '../support/write-history.ts';

interface Vote {
  readonly decision_id: string;
  readonly reviewer_id: string | null;
  readonly verdict: string;
  readonly blind: boolean | null;
  readonly duration_s: number | null;
  readonly rubric: string | null;
  readonly reviewed_at: string;
}

const votes = fc
  .array(
    fc.record({
      decision_id: fc.nat(25).map((id) => `d${id}`),
      reviewer_id: fc.constantFrom<string | null>('r1', 'r2', 'r3', null),
      verdict: fc.constantFrom('agree', 'agree', 'override', 'edit', 'unsure'),
      blind: fc.constantFrom<boolean | null>(true, false, null),
      duration_s: fc.constantFrom<number | null>(null, 0, 1.5, 30, 600),
      rubric: fc.constantFrom<string | null>(null, 'v1', 'v2'),
    }),
    { minLength: 10, maxLength: 90 },
  )
  // Each at a time of its own, so that the order of words is certain.
  .map((all) =>
    all.map(
      (one, second): Vote => ({
        ...one,
        reviewed_at: new Date(Date.UTC(2026, 4, 1, 0, 0, second)).toISOString(),
      }),
    ),
  );

const weightOf = (id: string): number => (Number(id.slice(1)) % 3 === 0 ? 4 : 1);
const decisions = Array.from(
  { length: 26 },
  (_, place): WrittenRow => ({
    ...{ decision_id: `d${place}`, domain: 'refunds', confidence: place / 25 },
    ...{ decided_at: '2026-04-01T00:00:00Z', review_probability: 1 / weightOf(`d${place}`) },
  }),
);

/** Last words, one a reviewer and decision, in the order in which they were said. */
function lastWords(all: readonly Vote[]): Vote[] {
  const isLast = (one: Vote): boolean =>
    one.reviewer_id === null ||
    !all.some(
      (other) =>
        other.decision_id === one.decision_id &&
        other.reviewer_id === one.reviewer_id &&
        other.reviewed_at > one.reviewed_at,
    );
  return all.filter(isLast).filter(({ verdict }) => verdict !== 'unsure');
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

const isWrong = ({ verdict }: Vote): boolean => verdict !== 'agree';
const secondsOf = (words: readonly Vote[]): number[] =>
  words.flatMap(({ duration_s }) => (duration_s === null ? [] : [duration_s]));

function cellsOf(words: readonly Vote[]) {
  return [1, 4].flatMap((weight) => {
    const own = words.filter(({ decision_id }) => weightOf(decision_id) === weight);
    return own.length === 0 ? [] : [{ weight, voices: own.length, wrong: own.filter(isWrong).length }];
  });
}

function earliest(words: readonly Vote[]): Vote[] {
  return words.filter((one, place) => words.findIndex((w) => w.decision_id === one.decision_id) === place);
}

describe('how the words on a domain came about', () => {
  it('is counted as a loop counts it, one voice a decision where voices must be independent', {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(votes, async (all) => {
        await inStore(async ({ db }) => {
          await add(db, decisions, 'jsonl');
          await add(
            db,
            all.map((one): WrittenRow => ({ ...one })),
            'jsonl',
          );
          const configuration = Configuration.parse({ defaults: { maturity: '0d' } });
          const question = { domain: 'refunds', model: null, configuration, asOf: null };
          const { review, byReviewer } = await cutsOnRecord(db, question, true);
          const words = lastWords(all);
          const [blind, shown] = [true, false].map((kind) => words.filter((one) => one.blind === kind)) as [
            Vote[],
            Vote[],
          ];
          expect(review).toMatchObject({ verdicts: words.length, timed: secondsOf(words).length });
          expect(review.medianSeconds).toEqual(median(secondsOf(words)));
          expect(review.blind?.medianSeconds ?? null).toEqual(median(secondsOf(blind)));
          expect(review.shown?.decisions ?? 0).toBe(earliest(shown).length);
          for (const row of byReviewer) {
            const own = words.filter(({ reviewer_id }) => reviewer_id === row.reviewer);
            expect(row).toMatchObject({
              verdicts: own.length,
              blind: own.filter((one) => one.blind === true).length,
              shown: own.filter((one) => one.blind === false).length,
              medianSeconds: median(secondsOf(own)),
            });
          }
          await db.run(
            raw(`CREATE OR REPLACE TEMP TABLE cut_rows AS SELECT decision_id, round(confidence * 1e6)::INTEGER AS confidence,
              1 / review_probability AS weight FROM decisions`),
          );
          await keptRows(db, NOW, { often: true, only: 'refunds' });
          await makeLastWords(db, raw('record_votes'));
          const counts = await reviewCounts(db);
          for (const [kind, own] of [
            [true, blind],
            [false, shown],
          ] as const)
            expect(
              counts.arms
                .filter((cell) => cell.blind === kind)
                .map(({ weight, voices, wrong }) => ({ weight, voices, wrong })),
            ).toEqual(cellsOf(earliest(own)));
          const pairs = decisions.flatMap(({ decision_id }) => {
            const own = words.filter((one) => one.decision_id === decision_id && one.reviewer_id !== null);
            return own.length < 2 ? [] : [own.slice(0, 2)];
          });
          expect(counts).toMatchObject({
            pairs: pairs.length,
            alike: pairs.filter(([one, other]) => isWrong(one as Vote) === isWrong(other as Vote)).length,
            blindPairs: pairs.filter((pair) => pair.every((one) => one.blind === true)).length,
            first: pairs.length === 0 ? [] : cellsOf(earliest(words)),
          });
        });
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });
});
