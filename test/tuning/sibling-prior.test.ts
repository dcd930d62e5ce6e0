import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Configuration, rulesFor } from '../../src/contracts/configuration.ts';
import type { Evidence, SiblingRecord } from '../../src/contracts/evidence.ts';
import { certificateId } from '../../src/governance/certificate-id.ts';
import { ipwBettingEValue, ipwGrid } from '../../src/statistics/index.ts';
import { certify } from '../../src/tuning/certify.ts';
import { recommend } from '../../src/tuning/recommend.ts';
import { siblingPrior, startingGrid } from '../../src/tuning/sibling-prior.ts';
import { evidenceOf, rows } from '../support/evidence-of.ts';

const ALPHA = 0.05;
const record = (n: number, errors: number, pi = 1) => [
  { pi, piMin: pi, loss: 0, count: n - errors },
  { pi, piMin: pi, loss: 1, count: errors },
];

describe('a prior learnt from siblings', () => {
  it('is the default where there is none, or none with a verdict', () => {
    expect(siblingPrior([], ALPHA)).toEqual(ipwGrid.weights);
    expect(siblingPrior([record(0, 0)], ALPHA)).toEqual(ipwGrid.weights);
  });

  it('is a prior, and never less than half the default, so that it costs a factor of two at most', () => {
    const sibling = fc.tuple(fc.nat(5000), fc.nat(5000), fc.double({ min: 0.01, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(sibling, { maxLength: 6 }), (drawn) => {
        const weights = siblingPrior(
          drawn.map(([n, k, pi]) => record(n, Math.min(n, k), pi)),
          ALPHA,
        );
        expect(weights.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
        for (const [j, one] of weights.entries())
          expect(one).toBeGreaterThanOrEqual(0.5 * (ipwGrid.weights[j] as number) - 1e-15);
      }),
    );
  });

  it('puts its weight where the siblings err, as fractions of the limit', () => {
    const mean = (errors: number): number =>
      siblingPrior([record(1000, errors)], ALPHA).reduce(
        (sum, one, j) => sum + one * (ipwGrid.u[j] as number),
        0,
      );
    expect(mean(2)).toBeLessThan(mean(20));
    expect(mean(20)).toBeLessThan(mean(45));
  });

  it('earns more on a domain like them, and loses less than ln 2 on one that is not', () => {
    const eValue = (weights: readonly number[], errors: number): number =>
      ipwBettingEValue({ alpha: ALPHA, grid: { u: ipwGrid.u, weights }, cells: record(250, errors) }).logE;
    const learnt = siblingPrior([record(500, 10), record(500, 9)], ALPHA);
    expect(eValue(learnt, 5)).toBeGreaterThan(eValue(ipwGrid.weights, 5));
    for (const errors of [0, 5, 12, 30])
      expect(eValue(learnt, errors)).toBeGreaterThan(eValue(ipwGrid.weights, errors) - Math.LN2 - 1e-12);
  });

  it('does not grow surer of itself with the length of a record', () => {
    const short = siblingPrior([record(200, 4)], ALPHA);
    const long = siblingPrior([record(200_000, 4000)], ALPHA);
    for (const [j, one] of short.entries()) expect(long[j]).toBeCloseTo(one, 6);
  });
});

describe('a search that begins from siblings', () => {
  const target = { risk: ALPHA, delta: 0.05, guarantee: 'selective-risk' } as const;
  const own = evidenceOf([...rows(395), ...rows(5, { outcome: 'override' })]);
  const other = (domain: string, model = 'agent-1'): SiblingRecord => ({
    ...{ domain, model },
    cells: record(500, 6),
  });
  const beside = (...siblings: SiblingRecord[]): Evidence => ({ ...own, siblings });
  const draftOf = (evidence: Evidence, guarantee: 'selective-risk' | 'marginal' = 'selective-risk') =>
    recommend(evidence, {
      rules: rulesFor(Configuration.parse({ defaults: { guarantee } }), 'refunds'),
      ...{ asOf: '2026-05-02T00:00:00.000Z', firstLook: false, isNewestModel: true, drift: null },
    });

  it('is the search from the default where nobody asked for siblings, or there are none', () => {
    expect(startingGrid(own, target)).toBe(ipwGrid);
    expect(startingGrid(beside(), target)).toBe(ipwGrid);
    expect(certify(beside(), target, false).process.method).toBe('beta-mixture-e-process');
  });

  it('bets by the learnt weights at every threshold, and where all was reviewed too', () => {
    const { process, riskUpper, certified } = certify(beside(other('billing')), target, false);
    const grid = { u: ipwGrid.u, weights: siblingPrior([record(500, 6)], ALPHA) };
    const eValue = (alpha: number) => ipwBettingEValue({ alpha, grid, cells: record(400, 5) }).logE;
    expect(process.method).toBe('inverse-propensity-e-process');
    expect(process.logE(0)).toBeCloseTo(eValue(ALPHA), 12);
    expect(process.logE(0)).toBeGreaterThan(certify(own, target, false).process.logE(0));
    // The bound is the lowest limit that would pass the same test.
    expect(certified).not.toEqual([]);
    const bound = riskUpper(900_000, 0.025);
    expect(eValue(bound)).toBeGreaterThanOrEqual(-Math.log(0.025) - 1e-9);
    expect(eValue(bound - 1e-7)).toBeLessThan(-Math.log(0.025));
  });

  it('leaves the first look and the bands of marginal as they are', () => {
    const looks = [own, beside(other('billing'))].map((evidence) => certify(evidence, target, true));
    const [alone, helped] = looks.map(({ certified }) =>
      certified.filter(({ method }) => method === 'exact-binomial-first-look'),
    );
    expect(helped).toEqual(alone);
    const [draft, told] = [own, beside(other('billing'))].map((evidence) => draftOf(evidence, 'marginal'));
    expect(told).toEqual(draft);
  });

  it('is stated in the certificate, and said in a sentence', () => {
    const before = own.firstDecidedAt;
    const cases: [Evidence, object | undefined, string | null][] = [
      [own, undefined, null],
      [beside(), { siblings: 0, verdicts: 0, before }, 'No other domain and no older model had shown enough'],
      [beside(other('a')), { siblings: 1, verdicts: 500, before }, 'what 1 other domain showed before'],
      [
        beside(other('a'), other('a', 'agent-0'), other('b'), other('refunds', 'agent-0')),
        { siblings: 4, verdicts: 2000, before },
        'The search started from what 2 other domains and an older model showed before 2026-03-01.',
      ],
    ];
    for (const [evidence, prior, sentence] of cases) {
      const draft = draftOf(evidence);
      expect(draft.certificate?.prior).toEqual(prior);
      const said = draft.reasons.filter((reason) => /search/.test(reason));
      expect(said.length).toBe(sentence === null ? 0 : 1);
      if (sentence !== null) expect(said[0]).toContain(sentence);
    }
  });

  it('has a certificate that is bound to what every sibling showed', () => {
    const idOf = (evidence: Evidence) => {
      const { certificate } = draftOf(evidence);
      if (certificate === null) throw new Error('the evidence gives a certificate');
      return certificateId(evidence, target, certificate);
    };
    const { cells } = other('billing');
    const moved = { ...other('billing'), cells: [{ ...cells[0], loss: 0.001 }, cells[1]] } as SiblingRecord;
    const all = [own, beside(), beside(other('billing')), beside(other('shipping')), beside(moved)];
    expect(new Set(all.map(idOf)).size).toBe(all.length);
  });
});
