import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration, rulesFor } from '../../src/contracts/configuration.ts';
import type { Evidence } from '../../src/contracts/evidence.ts';
import { type RecommendOptions, recommend } from '../../src/tuning/recommend.ts';
import { evidenceOf, type Row, randomRows, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const rules = rulesFor(Configuration.parse({ defaults: { maxStep: 1 } }), 'refunds');
const asOf = '2026-05-02T00:00:00.000Z';

function draftOf(evidence: Evidence, over: Partial<RecommendOptions> = {}) {
  return recommend(evidence, { rules, asOf, firstLook: false, isNewestModel: true, drift: null, ...over });
}
/** Without the sentence on honesty, which has a test of its own. */
const withoutHonesty = ({ reasons: said }: { readonly reasons: readonly string[] }): string[] =>
  said.filter((sentence) => !/-confident by/.test(sentence));
const reasons = (all: readonly Row[], over: Partial<Evidence> = {}): string[] =>
  withoutHonesty(draftOf(evidenceOf(all, over)));

const seen = (n: number, errors: number, over: Partial<Row> = {}): Row[] => [
  ...rows(n - errors, over),
  ...rows(errors, { ...over, outcome: 'override' }),
];

describe('the reasons for a certified threshold', () => {
  it('say what is promised, on what it rests and what is proposed', () => {
    expect(reasons([...seen(1200, 20), ...rows(400, { ppm: 600_000, outcome: 'override' })])).toEqual([
      'At a confidence of 0.90 or more the AI would take 75 % of the decisions alone; of these at most 3.1 of 100 would be wrong (95 % certain; the limit is 5 of 100).',
      'This rests on 1\u2009200 reviewed decisions at or above that threshold, of which 20 were found wrong.',
      'The proposal is to let it act on the loop at 0.90.',
    ]);
  });

  it('say how long a step may be, and where it leads', () => {
    const evidence = evidenceOf([...rows(300, { ppm: 990_000 }), ...seen(900, 9)]);
    const { reasons: said } = draftOf(evidence, { rules: { ...rules, maxStep: 0.25 } });
    expect(said[2]).toBe(
      'One promotion may add at most 25 % of the decisions: the proposal is to let it act on the loop at 0.99, which is 25 % of them.',
    );
    expect(draftOf(evidence, { rules: { ...rules, maxStep: 0.125 } }).reasons[2]).toBe(
      'No certified threshold adds at most 12.5 % of the decisions in one step (maxStep), so nothing is proposed; a larger maxStep for this domain would allow it.',
    );
  });

  it('weigh the errors where doubtful decisions were reviewed more often', () => {
    const audits = { ppm: 950_000, inclusion: 0.1, smallestInclusion: 0.1 };
    const all = [...seen(900, 9, audits), ...seen(1000, 130, { smallestInclusion: 0.1 })];
    expect(reasons(all)[1]).toBe(
      "This rests on 1\u2009900 reviewed decisions at or above that threshold, of which 139 were found wrong. Doubtful decisions were reviewed more often; weighted by each one's chance of review, 2.2 % were wrong.",
    );
  });

  it('do not call them doubtful where it was earlier ones that were reviewed more often', () => {
    const audits = { inclusion: 0.1, smallestInclusion: 0.1 };
    expect(reasons([...seen(900, 9), ...seen(400, 8, audits)])[1]).toBe(
      "This rests on 1\u2009300 reviewed decisions at or above that threshold, of which 17 were found wrong. Not all of them had the same chance of a review; weighted by each one's chance of review, 1.9 % were wrong.",
    );
  });

  it('weigh slight errors, in the promise too', () => {
    const slight = rows(60, { outcome: 'edit', loss: 0.2 });
    const said = reasons([...rows(900), ...slight]);
    expect(said[0]).toMatch(/at most \d\.\d+ of 100 would be wrong, slight errors counting in part \(95 %/);
    expect(said[1]).toContain(
      'of which 60 were found wrong. Some errors were slight; weighted by severity, they amount to 1.3 % wrong in full.',
    );
    const audits = { ppm: 950_000, inclusion: 0.5, smallestInclusion: 0.5 };
    expect(reasons([...rows(900, audits), ...rows(300, { smallestInclusion: 0.5 }), ...slight])[1]).toContain(
      "Doubtful decisions were reviewed more often and some errors were slight; weighted by each one's chance of review and by severity, they amount to",
    );
  });

  it('never let a figure read better than it is, nor a bound as the limit that it keeps', () => {
    let certified = 0;
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(0.02, 0.05, 0.125, 1 / 30), (seed, risk) => {
        const draft = draftOf(evidenceOf(randomRows(random(seed))), { rules: { ...rules, risk } });
        if (draft.certified === null) return;
        certified += 1;
        const [promise = '', basis = ''] = draft.reasons;
        const [, bound, limit] = promise.match(/at most ([\d.]+) of 100 .*limit is ([\d.]+) of 100/) ?? [];
        expect(Number(bound) / 100).toBeGreaterThanOrEqual(draft.certified.riskUpper - 1e-9);
        expect(Number(limit) / 100).toBeCloseTo(risk, 11);
        if (draft.certified.riskUpper < risk - 1e-6) expect(Number(bound)).toBeLessThan(Number(limit));
        expect(Number(bound)).toBeLessThanOrEqual(Number(limit));
        const [, weighted] = basis.match(/([\d.]+) % were wrong\.$|amount to ([\d.]+) %/) ?? [];
        if (weighted !== undefined) {
          expect(Number(weighted) / 100).toBeGreaterThanOrEqual(draft.certified.risk - 1e-9);
          expect(Number(weighted)).toBeLessThanOrEqual(Number(bound));
        }
      }),
      { numRuns: 150, seed: 11 },
    );
    expect(certified).toBeGreaterThan(5);
  });

  it('show a plain share of errors above the limit only with what it weighs', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const draft = draftOf(evidenceOf(randomRows(random(seed))));
        const { certificate, certified, reasons: said } = draft;
        if (certified === null || certificate === null) return;
        if (certificate.errors / certificate.reviewed >= rules.risk) expect(said[1]).toMatch(/weighted by/);
      }),
      { numRuns: 150, seed: 11 },
    );
  });

  it.each([
    [0.05, '95 % certain'],
    [0.001, '99.9 % certain'],
    [0.025, '97.5 % certain'],
    [1e-15, '99.9999999999 % certain'],
  ])('never claim more certainty than delta %f leaves: %s', (delta, said) => {
    const { reasons: all } = draftOf(evidenceOf(rows(20_000)), { rules: { ...rules, delta } });
    expect(all[0]).toContain(said);
  });
});

describe('the reasons for a refusal', () => {
  it.each([
    [
      'too few verdicts',
      rows(40),
      'Too few verdicts: 40 of about 77 that are needed at the error rate seen so far. The closest is 0.90, where at most 9.4 of 100 would be wrong; the limit is 5 of 100.',
    ],
    [
      'none at all',
      rows(40, { outcome: 'unsure' }),
      'Too few verdicts: 0 of about 77 that are needed where the search begins, if none is an error.',
    ],
    [
      'too few to tell',
      seen(50, 4),
      'Too few verdicts to tell: 50, and at the error rate and the rates of review seen so far even 100 000 would not do. The closest is 0.90, where at most 23 of 100 would be wrong; the limit is 5 of 100.',
    ],
    [
      'an AI that is not good enough',
      seen(3000, 600),
      'The AI is not good enough here yet: at no threshold open to a test is the error rate seen clearly below the limit, so more verdicts alone are not expected to help. The closest is 0.90, where at most 23 of 100 would be wrong; the limit is 5 of 100.',
    ],
  ])('name %s', (_, all, sentence) => {
    expect(reasons(all)).toEqual([sentence]);
  });

  it('name a selection that nobody knows, with what it does not say', () => {
    const unknown = { inclusion: null, smallestInclusion: null };
    expect(reasons(seen(40, 6, unknown), { selection: 'unknown' })).toEqual([
      'Only some decisions were reviewed and nothing says how they were chosen (15 % of the reviewed ones were wrong; that says nothing of the others), so nothing is certified. Record review_probability, or declare the rate if they were drawn by chance.',
    ]);
    expect(reasons([], { selection: 'unknown' })[0]).toContain('how they were chosen, so nothing');
    expect(reasons(rows(2000), { selection: 'unknown', audits: { expected: 99.6, observed: 2000 } })).toEqual(
      [
        'The review rates that were declared promise about 100 audits and 2\u2009000 came: how decisions were chosen for review is not known, so nothing is certified.',
      ],
    );
  });

  it('name an older model, and data that are too old', () => {
    const evidence = evidenceOf(rows(200));
    expect(withoutHonesty(draftOf(evidence, { isNewestModel: false }))).toEqual([
      'A newer model decides in refunds now. The record of agent-1 gives the newer one no authority: its evidence starts anew.',
    ]);
    expect(withoutHonesty(draftOf(evidence, { asOf: '2027-01-01T00:00:00.000Z' }))).toEqual([
      'The newest decision is of 2026-05-01: too old to speak for today.',
    ]);
    expect(draftOf(evidenceOf(rows(20)), { isNewestModel: false }).reasons.at(-1)).toBe(
      'A newer model decides in refunds now; this record is of agent-1 and gives the newer one no authority.',
    );
  });

  it('name a limit as it was set', () => {
    const { reasons: said } = draftOf(evidenceOf(rows(40)), { rules: { ...rules, risk: 0.0125 } });
    expect(said[0]).toMatch(/the limit is 1\.25 of 100\.$/);
  });
});

describe('beside them', () => {
  it.each([
    [1, '1 decision was due for review and has no verdict: it counts as an error.'],
    [4, '4 decisions were due for review and have no verdict: they count as errors.'],
  ])('%i pending are told', (pending, sentence) => {
    expect(reasons([...rows(1000), ...rows(pending, { outcome: 'pending' })]).at(-1)).toBe(sentence);
  });

  it('the pending told are those of the threshold that is certified', () => {
    const evidence = evidenceOf([
      ...rows(500, { ppm: 990_000 }),
      ...rows(500),
      ...rows(3, { outcome: 'pending' }),
    ]);
    const draft = draftOf(evidence, { rules: { ...rules, maxStep: 0.6 } });
    expect(draft).toMatchObject({ proposed: { threshold: 0.99 }, certified: { threshold: 0.9 }, pending: 0 });
    expect(withoutHonesty(draft).at(-1)).toMatch(/^3 decisions were due for review/);
  });

  it('decisions are told that are too young', () => {
    expect(reasons(rows(200), { immature: 1234 }).at(-1)).toBe(
      'The newest decisions (1\u2009234) are left out, since their verdicts are still coming.',
    );
  });

  it.each([
    [0.9, 400, 'It is over-confident by about 30 points on average.'],
    [0.4, 400, 'It is under-confident by about 20 points on average.'],
    [0.6125, 40_000, 'It is over-confident by about 1 point on average.'],
  ])('a confidence of %f where 60 %% are right is told', (confidence, n, sentence) => {
    const all = seen(n, 0.4 * n, { ppm: Math.round(confidence * 1_000_000) });
    expect(draftOf(evidenceOf(all)).reasons.at(-1)).toBe(sentence);
  });

  it('a difference that chance explains is not told', () => {
    const all = seen(400, 0.4 * 400, { ppm: 630_000 });
    expect(draftOf(evidenceOf(all)).reasons).toEqual(reasons(all));
  });
});
