import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvidenceCell } from '../../../src/contracts/evidence.ts';
import { onlyEvidence, readFiles } from '../../support/read-files.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from '../../support/write-history.ts';

const AS_OF = '2026-06-01T00:00:00Z';
const COST = { guarantee: 'cost', budget: 2, amountCap: 1000, editLoss: 0.5 } as const;

const row = (index: number, over: WrittenRow): WrittenRow => ({
  decision_id: `${index}`,
  domain: 'refunds',
  decided_at: '2026-03-01T00:00:00Z',
  // One confidence a row, in the order of the rows: cells come highest first.
  confidence: (1_000_000 - index) / 1_000_000,
  verdict: 'override',
  ...over,
});

async function cellsOf(
  rows: readonly WrittenRow[],
  { format = 'parquet', config = { domains: { refunds: COST } } as unknown } = {},
): Promise<readonly EvidenceCell[]> {
  const path = await writeHistory(join(temporaryFolder(), `a.${format}`), rows);
  return onlyEvidence(await readFiles(path, { asOf: AS_OF, config })).cells;
}

/** The loss of each row, in their order. */
const losses = async (...args: Parameters<typeof cellsOf>): Promise<(number | null)[]> =>
  (await cellsOf(...args)).map(({ loss }) => loss);

describe('what a decision lost, as a share of the cap', () => {
  const rows = [
    { amount: 100, severity: null },
    { amount: 100, severity: 0.5 },
    { amount: 100, severity: null, verdict: 'edit' },
    { amount: 100, severity: null, verdict: 'agree' },
    { amount: 100, severity: 0.25, verdict: 'agree' },
    { amount: 1000, severity: null },
    { amount: 1_000_000, severity: null },
    { amount: 0, severity: null },
    { amount: null, severity: null },
    { amount: null, severity: 0.5 },
    { amount: null, severity: null, verdict: 'agree' },
    { amount: 100, severity: 0.5, verdict: 'unsure' },
  ].map((over, index) => row(index, over));
  const expected = [0.1, 0.05, 0.05, 0, 0.025, 1, 1, 0, 1, 0.5, 0, null];

  it.each(['parquet', 'csv', 'jsonl'] as const)(
    'is severity times amount, at most the cap: %s',
    async (format) => {
      expect(await losses(rows, { format })).toEqual(expected);
    },
  );

  it('needs no column for the severity, nor one for the amount', async () => {
    const words = ['override', 'edit', 'agree'];
    const bare = words.map((verdict, index) => row(index, { verdict }));
    expect(await losses(bare)).toEqual([1, 0.5, 0]);
    expect(await losses(bare.map((one) => ({ ...one, amount: 200 })))).toEqual([0.2, 0.1, 0]);
  });

  it('is asked for in domains that promise money, and nowhere else', async () => {
    const plain = [1, 0.5, 1, 0, 0.25, 1, 1, 1, 1, 0.5, 0, null];
    expect(await losses(rows, { config: {} })).toEqual(plain);
    const other = { domains: { billing: COST }, defaults: { editLoss: 1 } };
    expect(await losses(rows, { config: other })).toEqual(plain);
    const all = { defaults: COST, domains: { billing: { guarantee: 'marginal' } } };
    expect(await losses(rows, { config: all })).toEqual(expected);
    const butOne = { defaults: COST, domains: { refunds: { guarantee: 'marginal', editLoss: 1 } } };
    expect(await losses(rows, { config: butOne })).toEqual(plain);
  });

  it('is rounded up to few steps: of 1 up to 20, of 5 up to 100, of 20 up to 1000', async () => {
    const amounts = [0.01, 1, 1.01, 20, 20.01, 25, 99.99, 100, 100.01, 120, 981, 1000];
    const given = amounts.map((amount, index) => row(index, { amount }));
    const steps = [1, 1, 2, 20, 25, 25, 100, 100, 120, 120, 1000, 1000];
    expect((await losses(given)).map((loss) => (loss ?? 0) * 1000)).toEqual(
      steps.map((step) => expect.closeTo(step, 9)),
    );
  });

  it('never counts less than was lost, and at most one step more', { timeout: 30_000 }, async () => {
    const amounts = fc.double({ min: 0, max: 3000, noNaN: true });
    const severities = fc.double({ min: 0, max: 1, noNaN: true });
    const drawn = fc.sample(fc.record({ amount: amounts, severity: severities }), { numRuns: 500, seed: 4 });
    const found = await losses(drawn.map((one, index) => row(index, one)));
    expect(new Set(found).size).toBeLessThanOrEqual(20 + 16 + 45 + 1);
    drawn.forEach(({ amount, severity }, index) => {
      const share = Math.min(1, (severity * amount) / 1000);
      const step = share <= 0.02 ? 1 / 1000 : share <= 0.1 ? 1 / 200 : 1 / 50;
      const loss = found[index] ?? -1;
      expect(loss, `${severity} x ${amount}`).toBeGreaterThanOrEqual(share - 1e-15);
      expect(loss, `${severity} x ${amount}`).toBeLessThan(share + step + 1e-12);
    });
  });

  it('hides no severity that is out of its range, and none that is no number', async () => {
    for (const severity of [1.5, -0.2, 'NaN']) {
      const all = [row(0, { amount: 1, severity }), row(1, { amount: 1, severity: 1 })];
      const path = await writeHistory(join(temporaryFolder(), 'a.parquet'), all);
      const { refused } = await readFiles(path, { asOf: AS_OF, config: { defaults: COST } });
      expect(
        refused.map(({ rule }) => rule),
        `${severity}`,
      ).toEqual(['severity_bad']);
    }
  });

  it('is that of the verdict that several people gave', async () => {
    const path = join(temporaryFolder(), 'd.csv');
    const decisions = await writeHistory(path, [
      { decision_id: '1', domain: 'refunds', decided_at: AS_OF, confidence: 0.9, amount: 400 },
    ]);
    const vote = (reviewer_id: string, severity: number): WrittenRow => ({
      ...{ decision_id: '1', verdict: 'override', reviewed_at: AS_OF, reviewer_id, severity },
    });
    const verdicts = await writeHistory(path.replace('d.csv', 'v.csv'), [vote('a', 1), vote('b', 0.5)]);
    const reading = await readFiles([decisions, verdicts], { asOf: AS_OF, config: { defaults: COST } });
    expect(onlyEvidence(reading).cells.map(({ loss }) => loss)).toEqual([0.3]);
  });
});
