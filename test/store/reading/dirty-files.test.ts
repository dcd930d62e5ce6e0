import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration } from '../../../src/contracts/configuration.ts';
import type { Evidence } from '../../../src/contracts/evidence.ts';
import type { InputSummary } from '../../../src/contracts/rule.ts';
import { judgeRows } from '../../support/judge-rows.ts';
import { readFiles } from '../../support/read-files.ts';
import { FORMATS, temporaryFolder, type WrittenRow, writeHistory } from '../../support/write-history.ts';

const AS_OF = '2026-06-01T00:00:00.000Z';
const CONFIG = {
  defaults: { maxAmount: 50, editLoss: 0.25, maturity: '2d' },
  domains: { b: { alwaysReview: ['legal'], reviewProbability: 0.5, maturity: '60d' } },
};
const RUNS = { numRuns: 8, endOnFailure: true };

type Values = readonly WrittenRow[string][];
const values = (rare: Values, common: Values) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...common) },
    { weight: 1, arbitrary: fc.constantFrom(...rare) },
  );
const idsAmong = (count: number) =>
  fc.oneof(
    { weight: 20, arbitrary: fc.nat(count - 1).map((n) => `d${n}`) },
    { weight: 1, arbitrary: fc.constantFrom('', null) },
  );
const time = values(
  ['2026-06-01T00:00:00.001Z', null],
  ['2026-01-01T00:00:00Z', '2026-05-20T00:00:00+02:00', '2026-05-31T12:00:00Z'],
);

/** Values that a column of the right type can hold; among them all that break a rule. */
const decision = (ids: number) => ({
  decision_id: idsAmong(ids),
  domain: values(['', ' ', '\t', null], ['a', 'b']),
  decided_at: time,
  confidence: values(
    [null, Number.NaN, Number.POSITIVE_INFINITY, 1 + 2 ** -52, -(2 ** -1074), 1.5, -1],
    [0, 0.3, 0.93, 1 - 2 ** -53, 1],
  ),
  model: fc.constantFrom('', null, 'v2'),
  amount: values([-0.01, Number.NaN, 1e14, Number.NEGATIVE_INFINITY], [null, 0, 12.345, 50, 50.01]),
  review_probability: values([0, -1, 1.1, Number.NaN], [null, 0.5, 1]),
  policy: fc.constantFrom('', null, '7'),
  triggers: fc.constantFrom(null, 'legal', 'legal,vip', 'vip'),
  ai_answer: fc.constantFrom('yes', 'no', null),
});
const verdict = {
  verdict: values(['maybe', 'OVERRIDE ', ''], ['agree', 'agree', 'override', 'edit', 'unsure', null]),
  reviewed_at: values(['2027-01-01T00:00:00Z', null], ['2026-05-31T00:00:00Z', '2026-05-30T00:00:00Z']),
  reviewer_id: fc.constantFrom('ann', 'bob', null),
  severity: values([-1, 2, Number.NaN], [null, null, 0, 0.1, 0.2, 0.7]),
};
const asTexts = (column: string, texts: Values) => values(texts, [`as ${column}`]);
/** What only a text can hold. */
const nonsense = fc.record(
  {
    decided_at: asTexts('decided_at', ['soon', ' ', '2026-02-31']),
    confidence: asTexts('confidence', ['high', '0,9', ' ', ' 0.3 ', '3e-1']),
    amount: asTexts('amount', ['free', ' ', '12.50']),
    review_probability: asTexts('review_probability', ['often', '0.50']),
    reviewed_at: asTexts('reviewed_at', ['later', ' ']),
    severity: asTexts('severity', ['grave', '0.10']),
  },
  { requiredKeys: [] },
);
const withNonsense = (row: WrittenRow, over: WrittenRow): WrittenRow => ({
  ...row,
  ...Object.fromEntries(
    Object.entries(over).filter(([name, value]) => name in row && value !== `as ${name}`),
  ),
});
const TEXTS = Object.fromEntries(
  ['decided_at', 'reviewed_at', 'confidence', 'amount', 'review_probability', 'severity', 'triggers'].map(
    (name) => [name, 'VARCHAR'],
  ),
);

const sorted = (evidence: readonly Evidence[]): Evidence[] =>
  evidence.map((one) => ({
    ...one,
    cells: [...one.cells].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  }));
const options = { asOf: AS_OF, config: CONFIG };

async function expectSame(
  names: readonly string[],
  decisions: readonly WrittenRow[],
  verdicts: readonly WrittenRow[] = [],
): Promise<InputSummary> {
  const expected = judgeRows(decisions, verdicts, AS_OF, Configuration.parse(CONFIG));
  const { summary, evidence, refused } = await readFiles(names, options);
  expect(summary).toEqual(expected.summary);
  expect(sorted(evidence)).toEqual(sorted(expected.evidence));
  expect(refused).toHaveLength(summary.quarantined);
  return summary;
}

describe('dirty files', () => {
  it('with typed columns say what a loop over their rows says, in Parquet as in text', async () => {
    const rows = fc.array(fc.record({ ...decision(40), ...verdict }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('csv', 'jsonl'), async (paired, format) => {
        const folder = temporaryFolder();
        // JSON knows neither NaN nor infinity.
        const texts = paired.map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]),
          ),
        );
        await expectSame(
          [await writeHistory(join(folder, 'a.parquet'), paired, 'plain', { triggers: 'VARCHAR' })],
          paired,
        );
        await expectSame([await writeHistory(join(folder, `a.${format}`), texts)], paired);
      }),
      RUNS,
    );
  });

  it('of decisions and verdicts lose no row: each is counted, known or refused', async () => {
    const decisions = fc.array(fc.tuple(fc.record(decision(30)), nonsense), { minLength: 1, maxLength: 30 });
    const verdicts = fc.array(
      fc.tuple(
        fc.record({
          decision_id: idsAmong(32),
          ...verdict,
          human_answer: fc.constantFrom('yes', 'no', null),
        }),
        nonsense,
      ),
      { minLength: 1, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(
        decisions,
        verdicts,
        fc.constantFrom(...FORMATS),
        fc.constantFrom(...FORMATS),
        async (first, second, one, other) => {
          const folder = temporaryFolder();
          const [deciding, judging] = [first, second].map((rows) =>
            rows.map(([row, over]) => withNonsense(row, over)),
          );
          const asText = (rows: readonly WrittenRow[]) =>
            rows.map((row) =>
              Object.fromEntries(
                Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]),
              ),
            );
          const names = [
            await writeHistory(join(folder, `verdicts.${other}`), asText(judging ?? []), 'plain', TEXTS),
            await writeHistory(join(folder, `decisions.${one}`), asText(deciding ?? []), 'plain', TEXTS),
          ];
          const summary = await expectSame(names, deciding ?? [], judging);
          expect(summary.decisions + summary.verdicts + summary.known + summary.quarantined).toBe(
            first.length + second.length,
          );
        },
      ),
      RUNS,
    );
  });
});

describe('clean Parquet', () => {
  const clean = fc.record({
    domain: fc.constantFrom('a', 'b'),
    decided_at: fc.constantFrom('2026-01-01T00:00:00Z', '2026-05-31T12:00:00Z'),
    confidence: fc.constantFrom(-0, 0.3, 0.1 + 0.2, 1),
    model: fc.constantFrom('', null, 'unversioned', 'v2'),
    amount: fc.constantFrom(null, 0, 50, 50.01, 1e13),
    review_probability: fc.constantFrom(null, 0.5, 1),
    policy: fc.constantFrom('', null, '7'),
    triggers: fc.constantFrom(null, 'legal', 'vip'),
    verdict: fc.constantFrom('agree', 'override', 'edit', 'unsure', null),
    reviewed_at: fc.constantFrom('2026-05-31T00:00:00Z', null),
    severity: fc.constantFrom(null, 0, 0.1, 1),
  });
  const rows = fc
    .array(clean, { minLength: 1, maxLength: 60 })
    .map((all): WrittenRow[] => all.map((row, index) => ({ decision_id: `d${index}`, ...row })));
  const types = { triggers: 'VARCHAR' };

  it('makes the same cells whether its rows are looked at one by one or not', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const folder = temporaryFolder();
        const broken = { ...all[0], decision_id: 'broken', confidence: 2 };
        const quick = await readFiles(
          await writeHistory(join(folder, 'a.parquet'), all, 'plain', types),
          options,
        );
        const slow = await readFiles(
          await writeHistory(join(folder, 'b.parquet'), [...all, broken], 'plain', types),
          options,
        );
        expect(quick.summary.quarantined).toBe(0);
        expect(slow.summary.quarantined).toBe(1);
        expect(sorted(slow.evidence)).toEqual(sorted(quick.evidence));
        expect(sorted(quick.evidence)).toEqual(
          sorted(judgeRows(all, [], AS_OF, Configuration.parse(CONFIG)).evidence),
        );
      }),
      RUNS,
    );
  });

  it.each([
    ['confidence', 1 + 2 ** -52, 'confidence_out_of_range'],
    ['confidence', 1.0000004, 'confidence_out_of_range'],
    ['confidence', -(2 ** -1074), 'confidence_out_of_range'],
    ['confidence', Number.NaN, 'confidence_not_a_number'],
    ['confidence', null, 'confidence_missing'],
    ['severity', Number.NaN, 'severity_bad'],
    ['severity', -0.1, 'severity_bad'],
    ['review_probability', Number.NaN, 'review_probability_bad'],
    ['review_probability', 0, 'review_probability_bad'],
    ['amount', -1, 'amount_bad'],
    ['amount', 1.1e13, 'amount_bad'],
    ['amount', Number.NaN, 'amount_bad'],
    ['amount', Number.POSITIVE_INFINITY, 'amount_bad'],
    ['reviewed_at', '-infinity', 'reviewed_at_bad'],
    ['reviewed_at', 'infinity', 'reviewed_at_bad'],
    ['reviewed_at', '2026-06-01T00:00:00.000001Z', 'reviewed_at_in_future'],
    ['decided_at', 'infinity', 'decided_at_bad'],
    ['decided_at', null, 'decided_at_missing'],
    ['verdict', 'AGREED', 'verdict_unknown'],
    ['domain', ' ', 'domain_empty'],
    ['domain', '\n', 'domain_empty'],
    ['domain', null, 'domain_empty'],
    ['decision_id', '', 'decision_id_missing'],
  ])('with one bad value is looked at closely: %s %s', async (column, value, rule) => {
    const good: WrittenRow = {
      domain: 'a',
      decided_at: '2026-01-01T00:00:00Z',
      confidence: 1,
      amount: 1,
      review_probability: 1,
      verdict: 'agree',
      reviewed_at: '2026-01-02T00:00:00Z',
      severity: 0,
    };
    const all = Array.from({ length: 5 }, (_, index) => ({
      decision_id: `${index}`,
      ...good,
      ...(index === 3 ? { [column]: value } : {}),
    }));
    const { summary, refused } = await readFiles(
      await writeHistory(join(temporaryFolder(), 'a.parquet'), all),
      options,
    );
    expect(refused.map((one) => [one.line, one.rule])).toEqual([[4, rule]]);
    expect(summary).toMatchObject({ decisions: 4, verdicts: 4, quarantined: 1 });
  });
});
