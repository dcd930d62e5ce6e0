import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../src/contracts/configuration.ts';
import { type CutRow, Cuts } from '../../src/contracts/cut.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import type { Shares } from '../../src/contracts/reliability.ts';
import type { Database } from '../../src/store/database.ts';
import { forgetBefore } from '../../src/store/record/forget.ts';
import { keepPrivacy } from '../../src/store/record/forgettings.ts';
import { ingest } from '../../src/store/record/ingest.ts';
import { cutsOnRecord } from '../support/cuts-on-record.ts';
import { judgeCuts, type Looped } from '../support/judge-cuts.ts';
import { random } from '../support/random.ts';
import { inStore, NOW } from '../support/stores.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from '../support/write-history.ts';

const HOSTILE = [
  '__proto__',
  `it's "so"`,
  'a\nb',
  '🦆 \u202e',
  '$."x"[0]',
  "'; DROP TABLE decisions; --",
  '\\',
];
const SEGMENTS = ['lang', ...HOSTILE.slice(0, 5)];

let files = 0;
async function add(db: Database, rows: readonly WrittenRow[], segments: readonly string[]): Promise<void> {
  if (rows.length === 0) return;
  const path = await writeHistory(join(temporaryFolder(), `rows-${files++}.jsonl`), rows);
  const mapping = Mapping.parse({ segments: 'decided_at' in (rows[0] as WrittenRow) ? segments : [] });
  await ingest(db, [path], mapping, { at: NOW, beforeAdding: () => {} });
}

const value = fc.constantFrom<string | null>('de', 'en', '', null, ...HOSTILE);
const decision = fc
  .record({
    domain: fc.constantFrom('refunds', 'refunds', 'address'),
    model: fc.constantFrom('m1', 'm1', null),
    decided_at: fc
      .integer({ min: 0, max: 24 * 50 })
      .map((hour) => new Date(Date.UTC(2026, 2, 1, hour)).toISOString()),
    confidence: fc.integer({ min: 0, max: 20 }).map((p) => p / 20),
    review_probability: fc.constantFrom<number | null>(1, 1, 0.5, 0.05, null),
    triggers: fc.option(fc.uniqueArray(fc.constantFrom('legal', ...HOSTILE), { maxLength: 3 }), {
      nil: null,
    }),
    amount: fc.constantFrom<number | null>(null, 0, 9.99, 10, 99, 100, 250, 999.99, 1000, 1e9),
    segments: fc.tuple(...SEGMENTS.map(() => value)),
  })
  .map(({ segments, ...row }): WrittenRow => {
    const entries = SEGMENTS.map((name, place) => [name, segments[place] ?? null]);
    return { ...row, ...Object.fromEntries(entries) };
  });
const histories = fc.record({
  decisions: fc
    .array(decision, { minLength: 1, maxLength: 40 })
    .map((all) => all.map((row, place): WrittenRow => ({ decision_id: `d${place}`, ...row }))),
  votes: fc
    .array(
      fc.record({
        // Some decisions get many votes, a few of them from one reviewer.
        decision_id: fc.oneof(fc.nat(5), fc.nat(40)).map((id) => `d${id}`),
        verdict: fc.constantFrom('agree', 'agree', 'override', 'edit', 'unsure'),
        reviewer_id: fc.constantFrom<string | null>(null, 'r1', 'r2', ...HOSTILE.slice(0, 3)),
      }),
      { minLength: 20, maxLength: 80 },
    )
    .map((all) =>
      all.map((vote, second): WrittenRow => {
        return { ...vote, reviewed_at: new Date(Date.UTC(2026, 4, 1, 0, 0, second)).toISOString() };
      }),
    ),
  // Every rate is known, or not all.
  rates: fc.constantFrom<number | null>(null, 1, 0.5),
  maturity: fc.constantFrom('0d', '30d', '40d'),
  declared: fc.constantFrom<number | undefined>(undefined, undefined, 0.5),
});

const figuresOf = ({ naive, weighted }: Shares) => ({
  naive: naive?.value ?? null,
  weighted: weighted && Number(weighted.value.toFixed(9)),
});

function looked(rows: readonly Omit<CutRow, 'value'>[], nameOf: (row: never) => string) {
  return new Map(
    rows.map(({ errorRate, ...row }): [string, Looped] => {
      const { decisions, reviewed, pending } = row;
      return [nameOf(row as never), { decisions, reviewed, pending, ...figuresOf(errorRate) }];
    }),
  );
}

function rounded(found: ReadonlyMap<string, Looped>): Map<string, Looped> {
  return new Map(
    [...found].map(([key, one]) => [
      key,
      { ...one, weighted: one.weighted === null ? null : Number(one.weighted.toFixed(9)) },
    ]),
  );
}

const textOf = (row: WrittenRow, name: string): string =>
  String(Object.entries(row).find(([key]) => key === name)?.[1] ?? '');
const mondayOf = (row: WrittenRow): string => {
  const day = new Date(textOf(row, 'decided_at'));
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
};
const bucketOf = (row: WrittenRow): string => {
  if (row['amount'] === null) return '(none)';
  const amount = Number(row['amount']);
  const steps = [10, 50, 100, 250, 500, 1000];
  const high = steps.find((step) => amount < step);
  return high === undefined ? '1000+' : `${steps[steps.indexOf(high) - 1] ?? 0}-${high}`;
};

describe('cuts of a store', () => {
  it('are what a loop over the rows finds, whatever names there are', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ decisions: drawn, votes, rates, maturity, declared }) => {
        const decisions = drawn.map((row) =>
          rates === null ? row : { ...row, review_probability: row['review_probability'] ?? rates },
        );
        const configuration = Configuration.parse({
          defaults: { maturity, ...(declared !== undefined && { reviewProbability: declared }) },
        });
        const question = { domain: 'refunds', model: 'm1', configuration, asOf: null };
        await inStore(async ({ db }) => {
          await add(db, decisions, SEGMENTS);
          await add(db, votes, []);
          const asOf = [
            ...decisions.map((row) => textOf(row, 'decided_at')),
            ...votes.map((row) => textOf(row, 'reviewed_at')),
          ]
            .sort()
            .at(-1) as string;
          const loop = judgeCuts(decisions, votes, { domain: 'refunds', model: 'm1', asOf }, configuration);
          if (loop === null) {
            await expect(cutsOnRecord(db, question, true)).rejects.toThrow(/no (?:decision|model) of/);
            return;
          }
          const cuts = Cuts.parse(await cutsOnRecord(db, question, true));
          const byValue = (rows: readonly CutRow[]) => looked(rows, ({ value: name }: CutRow) => name);
          const whole = rounded(loop.by(() => [''])).get('');
          expect(looked([cuts.whole], () => '').get('')).toEqual(
            whole ?? { decisions: 0, reviewed: 0, pending: 0, naive: null, weighted: null },
          );
          expect(byValue(cuts.byModel.filter((row) => row.value === 'm1')).get('m1')).toEqual(
            looked([cuts.whole], () => '').get(''),
          );
          expect(byValue(cuts.byAmount)).toEqual(rounded(loop.by((row) => [bucketOf(row)])));
          expect(byValue(cuts.byHour)).toEqual(
            rounded(loop.by((row) => [String(new Date(textOf(row, 'decided_at')).getUTCHours())])),
          );
          expect(looked(cuts.byWeek, ({ week }: { week: string }) => week)).toEqual(
            rounded(loop.by((row) => [mondayOf(row)])),
          );
          for (const { week, confidence } of cuts.byWeek) {
            const all = loop.known.filter(({ row }) => mondayOf(row) === week);
            const sum = all.reduce((total, { row }) => total + Number(row['confidence']), 0);
            expect(confidence).toBeCloseTo(sum / all.length, 9);
          }
          const given = SEGMENTS.filter((name) => loop.known.some(({ row }) => textOf(row, name) !== ''));
          expect(cuts.bySegment.map(({ segment }) => segment).sort()).toEqual([...given].sort());
          for (const { segment, rows, others, values } of cuts.bySegment) {
            expect(byValue(rows)).toEqual(rounded(loop.by((row) => [textOf(row, segment) || '(none)'])));
            expect([others, values]).toEqual([null, rows.length]);
          }
          const triggers = loop.by((row) => (row['triggers'] ?? []) as readonly string[]);
          expect(
            new Map(
              cuts.byTrigger.map((one) => [one.trigger, [one.fired, one.reviewed, one.yield?.value ?? null]]),
            ),
          ).toEqual(
            new Map(
              [...triggers].map(([name, { decisions: fired, reviewed, naive }]) => [
                name,
                [fired, reviewed, naive],
              ]),
            ),
          );
          const reviewers = [...loop.reviewers()].map(([name, { pairs, ...counts }]) => {
            const agreement = pairs.length === 0 ? null : pairs.filter(Boolean).length / pairs.length;
            return [name, { ...counts, agreement }] as const;
          });
          expect(
            new Map(
              cuts.byReviewer.map(({ reviewer, verdicts, overrides, soleVoice, agreement }) => [
                reviewer,
                { verdicts, overrides, soleVoice, agreement },
              ]),
            ),
          ).toEqual(new Map(reviewers));
          expect(cuts.missing).toBe(0);
          expect(await cutsOnRecord(db, question, false)).toEqual(cuts);
        });
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it('count each slice as a loop does, and find the bad one by its hostile name', async () => {
    const chance = random(7);
    const rows = Array.from({ length: 1200 }, (_, place): WrittenRow => {
      const [lang, channel] = [chance.pick(['de', '__proto__', 'a"\n\'b']), chance.pick(['mail', '🦆'])];
      const isBad = lang === 'a"\n\'b' && channel === '🦆';
      return {
        ...{ decision_id: `d${place}`, domain: 'refunds', confidence: 0.9, model: 'm' },
        decided_at: new Date(Date.UTC(2026, 3, 1, 0, place)).toISOString(),
        verdict: chance.chance(isBad ? 0.5 : 0.05) ? 'override' : 'agree',
        ...{ lang, ...Object.fromEntries([['__proto__', channel]]), case: `case ${place}` },
      };
    });
    await inStore(async ({ db }) => {
      await add(db, rows, ['lang', '__proto__', 'case']);
      const question = { domain: 'refunds', model: null, configuration: Configuration.parse({}), asOf: null };
      const cuts = Cuts.parse(await cutsOnRecord(db, question, true));
      const [worst] = cuts.worstSlices;
      expect(worst).toMatchObject({
        slice: [
          { segment: '__proto__', value: '🦆' },
          { segment: 'lang', value: 'a"\n\'b' },
        ],
        found: true,
      });
      // Three languages, two channels, and their pairs; no case has verdicts enough.
      expect(cuts.slicesTested).toBe(11);
      for (const { slice, reviewed, errorRate } of cuts.worstSlices) {
        const own = rows.filter((row) =>
          slice.every(({ segment, value: name }) => textOf(row, segment) === name),
        );
        expect(reviewed).toBe(own.length);
        const wrong = own.filter((row) => row['verdict'] === 'override').length;
        expect(figuresOf(errorRate)).toMatchObject({ naive: wrong / own.length });
      }
      const cases = cuts.bySegment.find(({ segment }) => segment === 'case');
      expect(cases).toMatchObject({ values: 1200, others: { decisions: 1150 } });
      expect(cases?.rows).toHaveLength(50);
    });
  });

  it('stay few where every decision has a review probability of its own', async () => {
    const chance = random(3);
    const rows = Array.from({ length: 2000 }, (_, place): WrittenRow => {
      const rate = 0.1 + 0.9 * chance.uniform();
      return {
        ...{ decision_id: `d${place}`, domain: 'refunds', confidence: 0.9, review_probability: rate },
        decided_at: new Date(Date.UTC(2026, 3, 1, 0, place)).toISOString(),
        verdict: chance.chance(rate) ? (chance.chance(0.3 * rate) ? 'override' : 'agree') : null,
      };
    });
    await inStore(async ({ db }) => {
      await add(db, rows, []);
      const configuration = Configuration.parse({ defaults: { maturity: '0d' } });
      const cuts = await cutsOnRecord(
        db,
        { domain: 'refunds', model: null, configuration, asOf: null },
        true,
      );
      const [model] = cuts.byModel;
      expect(cuts.selection).toBe('audited');
      expect(cuts.whole.errorRate.weighted?.value).toBeCloseTo(model?.errorRate.weighted?.value ?? -1, 2);
    });
  });

  it('take the last word of a reviewer for theirs', async () => {
    const at = (hour: number) => new Date(Date.UTC(2026, 3, 1, hour)).toISOString();
    const vote = (hour: number, reviewer_id: string, verdict: string): WrittenRow => {
      return { decision_id: 'd', reviewed_at: at(hour), reviewer_id, verdict };
    };
    const decided = { decision_id: 'd', domain: 'refunds', confidence: 0.9, decided_at: at(0) };
    await inStore(async ({ db }) => {
      await add(db, [decided], []);
      await add(db, [vote(3, 'ann', 'override'), vote(2, 'ann', 'agree'), vote(1, 'bob', 'edit')], []);
      const question = { domain: 'refunds', model: null, configuration: Configuration.parse({}), asOf: null };
      const rowOf = async (asOf: string | null) =>
        (await cutsOnRecord(db, { ...question, asOf }, true)).byReviewer;
      const both = { verdicts: 1, overrides: 1, soleVoice: 0, shared: 1 };
      expect(await rowOf(null)).toMatchObject([
        { reviewer: 'ann', ...both, agreement: 1 },
        { reviewer: 'bob', ...both, agreement: 1 },
      ]);
      expect(await rowOf(at(2))).toMatchObject([{ overrides: 0, agreement: 0 }, { overrides: 1 }]);
    });
  });

  it('leave out the least of very many names, and say how many', async () => {
    const names = Array.from({ length: 25 }, (_, place) => `s${place}`);
    const rows = Array.from({ length: 30 }, (_, place): WrittenRow => {
      const triggers = Array.from({ length: 4 }, (_, trigger) => `t${place * 4 + trigger}`);
      const segments = names.map((name, rank) => [name, rank <= place ? 'x' : null]);
      return {
        ...{ decision_id: `d${place}`, domain: 'refunds', confidence: 0.9, verdict: 'agree', triggers },
        decided_at: new Date(Date.UTC(2026, 3, 1, 0, place)).toISOString(),
        ...Object.fromEntries(segments),
      };
    });
    await inStore(async ({ db }) => {
      await add(db, rows, names);
      const configuration = Configuration.parse({});
      const cuts = await cutsOnRecord(
        db,
        { domain: 'refunds', model: null, configuration, asOf: null },
        true,
      );
      expect(cuts.leftOut).toEqual({ segments: 5, triggers: 20, reviewers: 0 });
      expect(cuts.bySegment.map(({ segment }) => segment).sort()).toEqual(names.slice(0, 20).sort());
      expect(cuts.byTrigger).toHaveLength(100);
      expect(cuts.byReviewer).toEqual([]);
    });
  });

  it('say how many decisions only counts know', async () => {
    const at = (day: number) => new Date(Date.UTC(2026, 3, day)).toISOString();
    const rows = Array.from({ length: 20 }, (_, place): WrittenRow => {
      const day = { decided_at: at(1 + place), reviewed_at: at(2 + place) };
      return { decision_id: `d${place}`, domain: 'refunds', confidence: 0.9, verdict: 'agree', ...day };
    });
    const configuration = Configuration.parse({});
    const question = { domain: 'refunds', model: null, configuration, asOf: null };
    await inStore(async ({ db }) => {
      await keepPrivacy(db, 'salt', false);
      await add(db, rows, []);
      await forgetBefore(db, at(6), configuration, NOW);
      const cuts = await cutsOnRecord(db, question, true);
      expect(cuts.missing).toBe(5);
      expect([cuts.whole.decisions, cuts.byModel[0]?.decisions]).toEqual([15, 20]);
    });
  });
});
