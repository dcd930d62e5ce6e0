import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration, type DomainRules, rulesFor } from '../../../src/contracts/configuration.ts';
import { type Evidence, EvidenceCell } from '../../../src/contracts/evidence.ts';
import { evidenceOf } from '../../../src/store/evidence/evidence.ts';
import { cellColumns, type WrittenCell } from '../../support/cell-columns.ts';
import { onlyEvidence, readFiles } from '../../support/read-files.ts';
import { temporaryFolder, type WrittenRow, writeHistory } from '../../support/write-history.ts';

const RULES: DomainRules = rulesFor(Configuration.parse({}), 'refunds');

function cell(over: Partial<WrittenCell> = {}): WrittenCell {
  return {
    ...{ domain: 'refunds', model: 'v1', policy: null, band: 900_000, eligible: true, immature: false },
    ...{ verdict: 'agree', severity: null, inclusion: null },
    ...{ decisions: 1, excess: 0, excessSquared: 0, amountCents: 0, first: 0, last: 0, exact: true },
    ...over,
  };
}

function evidence(cells: readonly WrittenCell[], rules: Partial<DomainRules> = {}): Evidence {
  const decisions = cells.reduce((sum, one) => sum + one.decisions, 0);
  const span = { domain: 'refunds', model: 'v1', decisions, first: 0, last: 86_400_000 };
  return evidenceOf(span, cellColumns(cells), [], { ...RULES, ...rules });
}

/** Cells in few words: outcome, inclusion, smallest inclusion, how many. */
const brief = ({ cells }: Evidence) =>
  cells.map(({ outcome, inclusion, smallestInclusion, decisions }) => [
    outcome,
    inclusion,
    smallestInclusion,
    decisions,
  ]);

describe('how decisions were chosen for review', () => {
  it('is full where all have a verdict and none has a rate', () => {
    const one = evidence([cell({ decisions: 3 }), cell({ verdict: 'unsure' })]);
    expect(one).toMatchObject({ selection: 'full', audits: null });
    expect(brief(one)).toEqual([
      ['agree', 1, 1, 3],
      ['unsure', 1, 1, 1],
    ]);
  });

  it('is unknown where some have no verdict and no rate', () => {
    const one = evidence([cell(), cell({ verdict: null })]);
    expect(one).toMatchObject({ selection: 'unknown', audits: null });
    expect(brief(one)).toEqual([
      ['agree', null, null, 1],
      ['unreviewed', null, null, 1],
    ]);
    expect(evidence([cell({ inclusion: 0.5 }), cell({ verdict: null })]).selection).toBe('unknown');
  });

  it('is audited where every rate is known and some are below 1', () => {
    const one = evidence([
      cell({ inclusion: 0.5 }),
      cell({ inclusion: 0.5, verdict: null }),
      cell({ inclusion: 1 }),
    ]);
    expect(one).toMatchObject({ selection: 'audited', audits: { expected: 1, observed: 1 } });
    expect(brief(one)).toEqual([
      ['agree', 0.5, 0.5, 1],
      ['unreviewed', 0.5, 0.5, 1],
      ['agree', 1, 0.5, 1],
    ]);
  });

  it('is full where every rate is 1; what has no verdict is pending', () => {
    const one = evidence([cell({ inclusion: 1 }), cell({ inclusion: 1, verdict: null, decisions: 2 })]);
    expect(one).toMatchObject({ selection: 'full', audits: null });
    expect(brief(one)).toEqual([
      ['agree', 1, 1, 1],
      ['pending', 1, 1, 2],
    ]);
  });

  it('may be declared for what says nothing itself', () => {
    const one = evidence(
      [cell(), cell({ verdict: null, decisions: 4 }), cell({ inclusion: 1, verdict: null })],
      {
        reviewProbability: 0.25,
      },
    );
    expect(one).toMatchObject({ selection: 'audited', audits: { expected: 1.25, observed: 1 } });
    expect(brief(one)).toEqual([
      ['agree', 0.25, 0.25, 1],
      ['unreviewed', 0.25, 0.25, 4],
      ['pending', 1, 0.25, 1],
    ]);
    expect(brief(evidence([cell({ verdict: null })], { reviewProbability: 1 }))).toEqual([
      ['pending', 1, 1, 1],
    ]);
  });

  it('is unknown where the audits that came in contradict the rates: five standard deviations and a twentieth', () => {
    const selection = (reviewed: number, all: number, rate: number) =>
      evidence([
        cell({ inclusion: rate, decisions: reviewed }),
        cell({ inclusion: rate, verdict: null, decisions: all - reviewed }),
      ]).selection;
    // 10 000 coins of 0.1: 1000 expected, standard deviation 30.
    expect([849, 850, 1000, 1150, 1151].map((reviewed) => selection(reviewed, 10_000, 0.1))).toEqual([
      ...['unknown', 'audited', 'audited', 'audited', 'unknown'],
    ]);
    // A million of 0.5: five deviations are 2500, a twentieth is 25 000.
    expect(
      [474_999, 475_000, 503_000, 525_001].map((reviewed) => selection(reviewed, 1_000_000, 0.5)),
    ).toEqual([...['unknown', 'audited', 'audited', 'unknown']]);
  });

  it('contradicted, leaves nothing pending', () => {
    const one = evidence([cell({ inclusion: 0.1, decisions: 500 }), cell({ inclusion: 1, verdict: null })]);
    expect(one).toMatchObject({ selection: 'unknown', audits: { expected: 50, observed: 500 } });
    expect(one.cells.map(({ outcome }) => outcome)).toEqual(['agree', 'unreviewed']);
  });
});

describe('the smallest inclusion probability', () => {
  it('is that of the policy under which it was decided, among what the AI may take', () => {
    const one = evidence([
      cell({ policy: '1', inclusion: 1 }),
      cell({ policy: '1', inclusion: 0.3 }),
      cell({ policy: '2', inclusion: 0.05 }),
      cell({ policy: '2', inclusion: 1 }),
      cell({ policy: null, inclusion: 0.7 }),
      cell({ policy: '1', inclusion: 0.01, eligible: false }),
    ]);
    expect(one.cells.map(({ inclusion, smallestInclusion }) => [inclusion, smallestInclusion])).toEqual([
      [1, 0.3],
      [0.3, 0.3],
      [0.05, 0.05],
      [1, 0.05],
      [0.7, 0.7],
      [0.01, 0.3],
    ]);
  });

  it('never exceeds the inclusion probability of an eligible decision', () => {
    const cells = fc.array(
      fc.record({
        policy: fc.constantFrom(null, '1', '2'),
        inclusion: fc.constantFrom(null, 0.01, 0.5, 1),
        eligible: fc.boolean(),
        verdict: fc.constantFrom('agree' as const, 'override' as const, null),
        immature: fc.boolean(),
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(cells, (all) => {
        for (const { eligible, inclusion, smallestInclusion } of evidence(all.map(cell)).cells)
          if (eligible && inclusion !== null) expect(smallestInclusion ?? 2).toBeLessThanOrEqual(inclusion);
      }),
    );
  });
});

describe('maturity', () => {
  it('leaves the young out whole, with and without their verdicts', () => {
    const one = evidence([
      cell({ inclusion: 1 }),
      cell({ inclusion: 1, immature: true, verdict: 'agree', decisions: 5 }),
      cell({ inclusion: 1, immature: true, verdict: null, decisions: 7 }),
    ]);
    expect(one).toMatchObject({ decisions: 13, immature: 12, cells: [{ decisions: 1 }] });
  });

  it('does not matter where every decision has its verdict', () => {
    const one = evidence([cell(), cell({ immature: true, verdict: 'unsure', decisions: 5 })]);
    expect(one).toMatchObject({ decisions: 6, immature: 0, selection: 'full' });
  });

  it('is settled before the selection: what is young has no say in it', () => {
    expect(evidence([cell(), cell({ immature: true, verdict: null })]).selection).toBe('full');
    expect(evidence([cell({ inclusion: 0.5 }), cell({ immature: true, verdict: null })]).selection).toBe(
      'audited',
    );
  });
});

describe('cells', () => {
  it('that differ in nothing that is kept are added up', () => {
    const sums = { excess: 5, excessSquared: 25, amountCents: 700 };
    const one = evidence([
      cell({ policy: '1', inclusion: 1, ...sums }),
      cell({ policy: '2', inclusion: 1, decisions: 2, ...sums }),
      cell({ policy: '2', inclusion: 1, verdict: 'override', ...sums }),
      cell({ policy: '2', inclusion: 1, band: 800_000, ...sums }),
      cell({ policy: '1', inclusion: 1, band: 800_000, eligible: false, ...sums }),
    ]);
    expect(
      one.cells.map(({ band, decisions, excess, excessSquared, amountCents }) => [
        band,
        decisions,
        excess,
        excessSquared,
        amountCents,
      ]),
    ).toEqual([
      [900_000, 3, 10, 50, 1400],
      [900_000, 1, 5, 25, 700],
      [800_000, 1, 5, 25, 700],
      [800_000, 1, 5, 25, 700],
    ]);
    for (const item of one.cells) expect(EvidenceCell.safeParse(item).success).toBe(true);
  });

  it('carry the loss: the severity where one is given, else what the word costs, nothing where nobody judged', () => {
    const cells = [
      cell({ verdict: 'agree' }),
      cell({ verdict: 'edit' }),
      cell({ verdict: 'override' }),
      cell({ verdict: 'override', severity: 0.2 }),
      cell({ verdict: 'agree', severity: 0.1 }),
      cell({ verdict: 'unsure', severity: 0.1 }),
    ];
    expect(evidence(cells, { editLoss: 0.4 }).cells.map(({ loss }) => loss)).toEqual([
      0,
      0.4,
      1,
      0.2,
      0.1,
      null,
    ]);
  });

  it('say decimal where one of them is', () => {
    expect(evidence([cell(), cell({ exact: false })]).bands).toBe('decimal');
    expect(evidence([cell()]).bands).toBe('exact');
  });
});

describe('evidence out of files', () => {
  const AS_OF = '2026-06-01T00:00:00Z';
  const row = (decision_id: string, over: WrittenRow = {}): WrittenRow => ({
    ...{ decision_id, domain: 'refunds', decided_at: '2026-03-01T00:00:00Z', confidence: 0.9, verdict: null },
    ...over,
  });
  const read = async (rows: readonly WrittenRow[], config: unknown = {}): Promise<Evidence> => {
    const path = await writeHistory(join(temporaryFolder(), 'a.parquet'), rows);
    return onlyEvidence(await readFiles(path, { asOf: AS_OF, config }));
  };

  it('takes a decision for mature when its maturity is over to the microsecond', async () => {
    const rows = ['2026-05-29T00:00:00Z', '2026-05-29T00:00:00.000001Z', '2026-05-31T00:00:00Z'].map(
      (decided_at, index) => row(`${index}`, { decided_at, review_probability: 1 }),
    );
    expect(await read(rows)).toMatchObject({
      decisions: 3,
      immature: 2,
      cells: [{ outcome: 'pending', decisions: 1 }],
    });
    expect(await read(rows, { defaults: { maturity: '12h' } })).toMatchObject({ immature: 0 });
    const own = { defaults: { maturity: '0d' }, domains: { refunds: { maturity: '52w' } } };
    expect(await read(rows, own)).toMatchObject({ immature: 3, cells: [] });
  });

  it('knows that an escalated decision is reviewed for certain', async () => {
    const one = await read([
      row('1', { route: 'in-the-loop', verdict: 'agree' }),
      row('2', { route: 'autonomous', review_probability: 0.5 }),
      row('3', { route: 'in-the-loop', review_probability: 0.25, verdict: 'agree' }),
    ]);
    expect(one.selection).toBe('audited');
    expect(one.cells.map(({ inclusion }) => inclusion)).toEqual([0.25, 1, 0.5]);
    const undeclared = await read([row('1', { route: 'in-the-loop' }), row('2', { route: 'on-the-loop' })]);
    expect(undeclared.selection).toBe('unknown');
  });

  it('sets those apart that the policy would not let the AI take, without an amount too where there is a limit on it', async () => {
    const rows = [
      row('1', { amount: 50, triggers: ['vip'] }),
      row('2', { amount: 50.01, triggers: [] }),
      row('3', { triggers: ['legal', 'vip'] }),
      row('4', {}),
      row('5', { amount: 0, triggers: ['legal'] }),
    ];
    const count = ({ cells }: Evidence): number =>
      cells.filter(({ eligible }) => eligible).reduce((sum, { decisions }) => sum + decisions, 0);
    expect(count(await read(rows))).toBe(5);
    expect(count(await read(rows, { defaults: { maxAmount: 50 } }))).toBe(2);
    expect(count(await read(rows, { defaults: { maxAmount: 50, alwaysReview: ['legal'] } }))).toBe(1);
    expect(count(await read(rows, { domains: { refunds: { alwaysReview: ['vip'] } } }))).toBe(3);
    expect(count(await read(rows, { domains: { billing: { alwaysReview: ['vip'], maxAmount: 0 } } }))).toBe(
      5,
    );
    expect(
      count(await read(rows, { defaults: { maxAmount: 0 }, domains: { refunds: { maxAmount: 1000 } } })),
    ).toBe(3);
  });

  it('is apart for each model, in the order of their names', async () => {
    const path = await writeHistory(
      join(temporaryFolder(), 'a.csv'),
      ['b', '', 'a', 'unversioned'].map((model, index) => row(`${index}`, { model, verdict: 'agree' })),
    );
    const { evidence: all } = await readFiles(path, { asOf: AS_OF });
    expect(all.map(({ model, decisions }) => [model, decisions])).toEqual([
      ['a', 1],
      ['b', 1],
      ['unversioned', 2],
    ]);
  });
});
