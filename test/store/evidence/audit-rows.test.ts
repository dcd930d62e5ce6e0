import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../../src/contracts/configuration.ts';
import { Mapping } from '../../../src/contracts/mapping.ts';
import { Database } from '../../../src/store/database.ts';
import { countUnjudged, drawAudits } from '../../../src/store/evidence/audit-rows.ts';
import { readHistory } from '../../../src/store/history.ts';
import { rowsOf } from '../../support/rows-of.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from '../../support/write-history.ts';

interface Drawn {
  readonly decision_id: string;
  readonly domain: string;
  readonly confidence: number;
  readonly review_probability: number;
  readonly why: string;
}
interface Asked {
  readonly domain: string;
  readonly rate: number;
  readonly thresholdPpm?: number;
  readonly declared?: number;
}

const decision = (id: string, over: WrittenRow = {}): WrittenRow => ({
  ...{ decision_id: id, domain: 'mail', decided_at: '2026-05-04T09:00:00Z', confidence: 0.9, model: 'a' },
  ...{ amount: 10, verdict: null, review_probability: null },
  ...over,
});

/** What a draw from these rows answers, and the bytes of its file. */
async function draw(
  rows: readonly WrittenRow[],
  asked: readonly Asked[],
  seed = 'maple',
  name = 'drawn.csv',
) {
  const folder = temporaryFolder();
  const path = await writeHistory(join(folder, 'history.parquet'), rows);
  const db = await Database.open();
  try {
    const configuration = Configuration.parse({ defaults: { maxAmount: 100 } });
    const { understood } = await readHistory(db, [path], Mapping.parse({}), configuration, null);
    const targets = asked.map((one) => ({ model: 'a', thresholdPpm: 0, declared: null, ...one }));
    const file = join(folder, name);
    const counts = await countUnjudged(db, understood, targets);
    const answer = await drawAudits(db, understood, targets, seed, file);
    return { counts, answer, bytes: readFileSync(file), drawn: (await rowsOf(file)) as unknown as Drawn[] };
  } finally {
    db.close();
  }
}
const idsOf = (drawn: readonly Drawn[]): string[] => drawn.map((one) => one.decision_id);

describe('the coin of an audit', () => {
  const N = 20_000;
  const rows = Array.from({ length: 2 * N }, (_, index) =>
    decision(`${index % 2 === 0 ? 'm' : 'r'}${index >> 1}`, {
      domain: index % 2 === 0 ? 'mail' : 'refunds',
      confidence: ((index >> 1) % 100) / 100,
    }),
  );
  const asked = [
    { domain: 'mail', rate: 0.3 },
    { domain: 'refunds', rate: 0.05, thresholdPpm: 500_000 },
  ];
  /** Deviation from what a probability promises, in standard deviations. */
  const z = (seen: number, n: number, p: number): number => (seen - n * p) / Math.sqrt(n * p * (1 - p));

  it('falls as often as its domain says, whatever the confidence, and independently of another domain', async () => {
    const { counts, answer, drawn } = await draw(rows, asked);
    expect(counts).toEqual([
      { domain: 'mail', waiting: N, due: 0, tossed: 0 },
      { domain: 'refunds', waiting: N / 2, due: 0, tossed: 0 },
    ]);
    expect(answer).toEqual({ drawn: drawn.length, due: 0 });
    const of = (domain: string): Drawn[] => drawn.filter((one) => one.domain === domain);
    const [mail, refunds] = [of('mail'), of('refunds')];
    expect(Math.abs(z(mail.length, N, 0.3))).toBeLessThan(4);
    expect(Math.abs(z(refunds.length, N / 2, 0.05))).toBeLessThan(4);
    expect(refunds.every((one) => one.confidence >= 0.5)).toBe(true);
    expect(new Set(drawn.map((one) => `${one.domain} ${one.review_probability} ${one.why}`))).toEqual(
      new Set(['mail 0.3 drawn', 'refunds 0.05 drawn']),
    );
    // A hundred confidences, two hundred decisions each: the sum of squares has mean 100 and sd 14.
    const byConfidence = Array.from({ length: 100 }, (_, percent) =>
      z(mail.filter((one) => Math.round(one.confidence * 100) === percent).length, N / 100, 0.3),
    );
    const squares = byConfidence.reduce((sum, one) => sum + one ** 2, 0);
    expect(squares).toBeGreaterThan(50);
    expect(squares).toBeLessThan(160);
    // Decisions with the same number in their ids, and neighbours, fall together as often as chance has it.
    const fell = new Set(idsOf(mail));
    const pairs = refunds.filter((one) => fell.has(one.decision_id.replace('r', 'm'))).length;
    expect(Math.abs(z(pairs, refunds.length, 0.3))).toBeLessThan(4);
    const next = idsOf(mail).filter((id) => fell.has(`m${Number(id.slice(1)) + 1}`)).length;
    expect(Math.abs(z(next, mail.length, 0.3))).toBeLessThan(4);
  });

  it('gives the same bytes for the same seed in any order of rows, and an independent draw for another', async () => {
    const [first, again, other] = [
      await draw(rows, asked),
      await draw([...rows].reverse(), [...asked].reverse()),
      await draw(rows, asked, 'oak'),
    ];
    expect(again.bytes.equals(first.bytes)).toBe(true);
    expect(again.answer).toEqual(first.answer);
    const fell = new Set(idsOf(first.drawn));
    const mail = other.drawn.filter((one) => one.domain === 'mail');
    const both = idsOf(mail).filter((id) => fell.has(id)).length;
    expect(Math.abs(z(both, mail.length, 0.3))).toBeLessThan(4);
  });

  it('is certain at a rate of 1, and a higher rate adds to a lower one', async () => {
    const some = rows.filter((row) => row['domain'] === 'mail').slice(0, 2000);
    const [low, high, all] = [
      await draw(some, [{ domain: 'mail', rate: 0.1 }]),
      await draw(some, [{ domain: 'mail', rate: 0.2 }]),
      await draw(some, [{ domain: 'mail', rate: 1 }]),
    ];
    expect(all.answer.drawn).toBe(2000);
    expect(idsOf(high.drawn)).toEqual(expect.arrayContaining(idsOf(low.drawn)));
    expect(high.answer.drawn).toBeGreaterThan(low.answer.drawn);
  });
});

describe('a draw', () => {
  const rows = [
    decision('waits'),
    decision('judged', { verdict: 'agree' }),
    decision('unsure', { verdict: 'unsure' }),
    decision('due', { review_probability: 1 }),
    decision('fell', { review_probability: 0.2 }),
    decision('large', { amount: 101 }),
    decision('unpriced', { amount: null }),
    decision('low', { confidence: 0.1 }),
    decision('other', { model: 'b' }),
    decision('elsewhere', { domain: 'refunds' }),
  ];

  it('tosses for those that nobody judged and no coin was tossed for, and lists what is due with its own probability', async () => {
    const { counts, answer, drawn } = await draw(rows, [{ domain: 'mail', rate: 1, thresholdPpm: 500_000 }]);
    expect(counts).toEqual([{ domain: 'mail', waiting: 1, due: 1, tossed: 1 }]);
    expect(answer).toEqual({ drawn: 1, due: 1 });
    expect(drawn).toEqual([
      { decision_id: 'due', domain: 'mail', confidence: 0.9, review_probability: 1, why: 'due' },
      { decision_id: 'waits', domain: 'mail', confidence: 0.9, review_probability: 1, why: 'drawn' },
    ]);
  });

  it('never tosses again where a rate was declared, and lists all where it is 1', async () => {
    const asked = { domain: 'mail', rate: 1, thresholdPpm: 500_000 };
    const declared = await draw(rows, [{ ...asked, declared: 0.5 }]);
    expect(declared.counts).toEqual([{ domain: 'mail', waiting: 0, due: 1, tossed: 2 }]);
    expect(idsOf(declared.drawn)).toEqual(['due']);
    const full = await draw(rows, [{ ...asked, declared: 1 }]);
    expect(idsOf(full.drawn)).toEqual(['due', 'waits']);
    expect(full.answer).toEqual({ drawn: 0, due: 2 });
  });

  it('counts a decision once that stands in the history twice', async () => {
    const { answer } = await draw(
      [...rows, decision('waits')],
      [{ domain: 'mail', rate: 1, thresholdPpm: 500_000 }],
    );
    expect(answer).toEqual({ drawn: 1, due: 1 });
  });

  it('writes JSON lines or Parquet by the ending of the name, and a file with no rows where there are none', async () => {
    const asked = [{ domain: 'mail', rate: 1, thresholdPpm: 500_000 }];
    const csv = await draw(rows, asked);
    for (const name of ['drawn.jsonl', 'drawn.parquet'])
      expect((await draw(rows, asked, 'maple', name)).drawn).toEqual(csv.drawn);
    const none = await draw(rows, []);
    expect(none.counts).toEqual([]);
    expect(none.bytes.toString('utf8')).toBe('decision_id,domain,confidence,review_probability,why\n');
  });

  it('gives ids with quotes, commas and umlauts back as they came', async () => {
    const ids = ['a,b', 'say "yes"', "o'clock", 'Übermaß', '=1+1'];
    const { drawn } = await draw(
      ids.map((id) => decision(id)),
      [{ domain: 'mail', rate: 1 }],
    );
    expect(idsOf(drawn).sort()).toEqual([...ids].sort());
  });
});
