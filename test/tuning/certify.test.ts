import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Target } from '../../src/contracts/certificate.ts';
import type { Evidence } from '../../src/contracts/evidence.ts';
import {
  betaMixtureEValue,
  binomialTail,
  clopperPearson,
  hoeffdingBentkus,
  ipwBettingEValue,
} from '../../src/statistics/index.ts';
import { type Certification, certify } from '../../src/tuning/certify.ts';
import { curvePoint } from '../../src/tuning/curve.ts';
import { placeAt } from '../../src/tuning/tally.ts';
import { THRESHOLD_GRID } from '../../src/tuning/threshold-grid.ts';
import { evidenceOf, type Row, randomRows, row, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const seeds = fc.integer();
const targets = fc
  .record({ risk: fc.constantFrom(0.02, 0.05, 0.1, 0.3), delta: fc.constantFrom(0.01, 0.05, 0.2) })
  .map((one): Target => Object.freeze({ ...one, guarantee: 'selective-risk' }));
const five: Target = Object.freeze({ risk: 0.05, delta: 0.05, guarantee: 'selective-risk' });

/** Every threshold of the grid that is certified: a listed one speaks for those below it with the same evidence. */
function certifiedGrid({ certified, tally }: Certification): number[] {
  return THRESHOLD_GRID.filter((threshold) =>
    certified.some(
      (one) =>
        one.thresholdPpm >= threshold && placeAt(tally, one.thresholdPpm) === placeAt(tally, threshold),
    ),
  );
}

/** The same search by loops over rows and the text of the procedure, sharing only the two e-values. */
function slowly(all: readonly Row[], startConfidences: readonly number[], target: Target): number[] {
  const counted = all.filter((one) => one.eligible && (one.loss !== null || one.outcome === 'pending'));
  const lossOf = (one: Row): number => one.loss ?? 1;
  const isPlain = counted.every((one) => one.inclusion === 1 && [0, 1].includes(lossOf(one)));
  const known = new Map<number, number>();
  const p = THRESHOLD_GRID.map((threshold) => {
    const above = counted.filter((one) => one.ppm >= threshold);
    const value = known.get(above.length) ?? pValue(above);
    known.set(above.length, value);
    return value;
  });
  function pValue(above: readonly Row[]): number {
    const errors = above.filter((one) => lossOf(one) > 0).length;
    const { logE } = isPlain
      ? betaMixtureEValue({ n: above.length, errors, alpha: target.risk })
      : ipwBettingEValue({
          alpha: target.risk,
          cells: above.map((one) => ({
            pi: one.inclusion ?? 1,
            piMin: one.smallestInclusion ?? 1,
            loss: lossOf(one),
            count: 1,
          })),
        });
    return Math.min(1, Math.exp(-logE));
  }
  if (startConfidences.length === 0) return [];
  const starts = [0.1, 0.25, 0.5].map((share) =>
    THRESHOLD_GRID.findIndex(
      (threshold) =>
        startConfidences.filter((ppm) => ppm >= threshold).length >= share * startConfidences.length - 1e-9,
    ),
  );
  const certified = new Set<number>();
  let passedOn = 0;
  starts.forEach((start, i) => {
    const level = ([0.5, 0.3, 0.2][i] as number) * target.delta + passedOn;
    const end = starts[i + 1] ?? THRESHOLD_GRID.length;
    let at = start;
    for (; at < end && (p[at] as number) <= level; at += 1) certified.add(THRESHOLD_GRID[at] as number);
    passedOn = at === end ? level : 0;
  });
  return THRESHOLD_GRID.filter((threshold) => certified.has(threshold));
}

describe('certify', () => {
  it('finds what a slow search over rows finds, threshold by threshold', () => {
    let found = 0;
    fc.assert(
      fc.property(seeds, targets, (seed, target) => {
        const all = randomRows(random(seed));
        const evidence = evidenceOf(all);
        const expected = slowly(all, evidence.startConfidences, target);
        found += expected.length > 0 ? 1 : 0;
        expect(certifiedGrid(certify(evidence, target, false))).toEqual(expected);
      }),
      { numRuns: 30, seed: 7 },
    );
    expect(found).toBeGreaterThan(5);
  });

  it('lists each amount of evidence once, by its highest threshold, lowest first', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { certified, tally } = certify(evidenceOf(randomRows(random(seed))), five, false);
        const places = certified.map((one) => placeAt(tally, one.thresholdPpm));
        expect(new Set(places).size).toBe(places.length);
        expect(places).toEqual(places.toSorted((a, b) => b - a));
      }),
      { numRuns: 40 },
    );
  });

  it('needs exactly the verdicts of the published boundary', () => {
    const file = join(import.meta.dirname, '../golden/statistics/certification_boundary.json');
    const { cases } = JSON.parse(readFileSync(file, 'utf8')) as {
      cases: { input: { alpha: number; delta: number; b: number }; expected: { minVerdicts: number[] } }[];
    };
    const usual = cases.filter(({ input }) => Math.abs(input.b - 2 / input.alpha) < 1e-9);
    expect(usual.length).toBeGreaterThan(4);
    for (const { input, expected } of usual) {
      const target: Target = { risk: input.alpha, delta: input.delta, guarantee: 'selective-risk' };
      expected.minVerdicts.forEach((n, errors) => {
        // One confidence: all three starts are one and have all of delta together.
        const at = (verdicts: number) =>
          certify(
            evidenceOf([...rows(verdicts - errors), ...rows(errors, { outcome: 'override' })]),
            target,
            false,
          );
        expect(at(n).certified, `${errors} of ${n}`).toMatchObject([{ thresholdPpm: 900_000 }]);
        expect(at(n - 1).certified, `${errors} of ${n - 1}`).toEqual([]);
      });
    }
  });

  it('never certifies more after an error more', () => {
    fc.assert(
      fc.property(seeds, targets, (seed, target) => {
        const chance = random(seed);
        const all = randomRows(chance);
        fc.pre(all.length > 0);
        const before = evidenceOf(all);
        const like = chance.pick(all);
        const error = { ...like, eligible: true, outcome: 'override' as const, loss: 1 };
        const after = evidenceOf([...all, error], { startConfidences: before.startConfidences });
        const had = new Set(certifiedGrid(certify(before, target, false)));
        for (const threshold of certifiedGrid(certify(after, target, false)))
          expect(had.has(threshold)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('takes a pending verdict for an error: it never helps, and what it turns into never hurts', () => {
    fc.assert(
      fc.property(seeds, targets, (seed, target) => {
        const chance = random(seed);
        const all = randomRows(chance, { audited: false });
        fc.pre(all.length > 0);
        const place = chance.below(all.length);
        const like = { ...(all[place] as Row), eligible: true };
        const { startConfidences } = evidenceOf(all);
        const gridWith = (over: Partial<Row>): number[] =>
          certifiedGrid(
            certify(evidenceOf(all.with(place, { ...like, ...over }), { startConfidences }), target, false),
          );
        const pending = gridWith({ outcome: 'pending', loss: null });
        expect(pending).toEqual(gridWith({ outcome: 'override', loss: 1 }));
        for (const better of [
          gridWith({ outcome: 'agree', loss: 0 }),
          gridWith({ outcome: 'unsure', loss: null }),
        ]) {
          const has = new Set(better);
          expect(pending.every((threshold) => has.has(threshold))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is not moved by what nobody was sure of, nor by what the AI may not take', () => {
    fc.assert(
      fc.property(seeds, targets, (seed, target) => {
        const chance = random(seed);
        const all = randomRows(chance);
        const { startConfidences } = evidenceOf(all);
        const like = all.length === 0 ? row() : chance.pick(all);
        const silent = [
          ...rows(chance.below(40), { ...like, outcome: 'unsure', loss: null }),
          ...rows(chance.below(40), { ...like, outcome: 'agree', loss: 0, eligible: false }),
          ...rows(chance.below(40), { ...like, outcome: 'override', loss: 1, eligible: false }),
        ];
        const found = (with_: readonly Row[]) => {
          const one = certify(
            evidenceOf([...all, ...with_], { startConfidences, selection: 'audited' }),
            target,
            false,
          );
          return { certified: one.certified, grid: certifiedGrid(one), tested: one.thresholdsTested };
        };
        fc.pre(all.some((one) => one.eligible && one.ppm === like.ppm));
        expect(found(silent)).toEqual(found([]));
      }),
      { numRuns: 60 },
    );
  });

  it('says the same each time, and changes nothing that it is given', () => {
    fc.assert(
      fc.property(seeds, targets, fc.boolean(), (seed, target, firstLook) => {
        const evidence = evidenceOf(randomRows(random(seed)));
        const told = (): unknown => {
          const one = certify(evidence, target, firstLook);
          return [one.certified, one.starts, one.thresholdsTested, one.riskUpper(900_000)];
        };
        expect(told()).toEqual(told());
      }),
      { numRuns: 20 },
    );
  });

  it('refuses evidence of which nobody knows how it was chosen', () => {
    const evidence = evidenceOf(rows(1000, { inclusion: null, smallestInclusion: null }), {
      selection: 'unknown',
    });
    expect(() => certify(evidence, five, false)).toThrow(RangeError);
  });

  it('certifies nothing where the first decisions had none that the AI may take', () => {
    const evidence = evidenceOf(rows(1000), { startConfidences: [] });
    const { certified, starts, thresholdsTested } = certify(evidence, five, false);
    expect({ certified, starts, thresholdsTested }).toEqual({
      certified: [],
      starts: [],
      thresholdsTested: 0,
    });
  });

  it('joins starts that coincide, so that no share of delta is lost', () => {
    expect(certify(evidenceOf(rows(10)), five, false).starts).toEqual([
      { thresholdPpm: 900_000, level: expect.closeTo(0.05, 15) },
    ]);
    const two = evidenceOf([...rows(300, { ppm: 990_000 }), ...rows(200, { outcome: 'override' })]);
    expect(certify(two, five, false).starts).toEqual([
      { thresholdPpm: 990_000, level: expect.closeTo(0.05, 15) },
    ]);
    const apart = evidenceOf([
      ...rows(20, { ppm: 990_000 }),
      ...rows(20, { ppm: 980_000, outcome: 'override' }),
      ...rows(100),
    ]);
    expect(certify(apart, five, false).starts).toEqual([
      { thresholdPpm: 990_000, level: 0.025 },
      { thresholdPpm: 980_000, level: expect.closeTo(0.015, 15) },
      { thresholdPpm: 900_000, level: expect.closeTo(0.01, 15) },
    ]);
  });
});

describe('the bound beside a threshold', () => {
  it('is never below the error rate, and below the limit where it is certified', () => {
    fc.assert(
      fc.property(seeds, targets, fc.boolean(), (seed, target, firstLook) => {
        const one = certify(evidenceOf(randomRows(random(seed))), target, firstLook);
        for (const threshold of [999_000, 950_000, 900_000, 700_000, 0]) {
          const upper = one.riskUpper(threshold);
          expect(upper).toBeGreaterThanOrEqual(curvePoint(one.tally, threshold).risk ?? 0);
          expect(upper).toBeLessThanOrEqual(1);
        }
        for (const { thresholdPpm } of one.certified) {
          const estimate = curvePoint(one.tally, thresholdPpm).risk ?? 1;
          if (estimate < target.risk) expect(one.riskUpper(thresholdPpm)).toBeLessThan(target.risk + 1e-8);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is above the limit at the level at which a start failed', () => {
    fc.assert(
      fc.property(seeds, targets, fc.boolean(), (seed, target, firstLook) => {
        const one = certify(evidenceOf(randomRows(random(seed))), target, firstLook);
        fc.pre(one.certified.length === 0);
        for (const { thresholdPpm, level } of one.starts)
          expect(one.riskUpper(thresholdPpm, level)).toBeGreaterThan(target.risk - 1e-9);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the first look', () => {
  const backlog = (errors: number, n: number, over: Partial<Row> = {}): Evidence =>
    evidenceOf([...rows(n - errors, over), ...rows(errors, { ...over, outcome: 'override' })]);

  it('spends half of delta on one exact test and leaves the other half to the e-process', () => {
    const one = certify(backlog(2, 150), five, true);
    expect(one).toMatchObject({ firstLook: true, processDelta: 0.025 });
    expect(one.starts).toEqual([{ thresholdPpm: 900_000, level: expect.closeTo(0.025, 15) }]);
    const { p } = binomialTail({ errors: 2, n: 150, alpha: 0.05 });
    expect(p).toBeLessThan(0.025);
    expect(one.certified).toMatchObject([{ method: 'exact-binomial-first-look', thresholdPpm: 900_000 }]);
    expect(certify(backlog(2, 150), five, false).certified).toEqual([]);
    expect(one.riskUpper(900_000)).toBe(clopperPearson({ errors: 2, n: 150, delta: 0.025 }).upper);
  });

  it('is not sharper than half of delta allows', () => {
    for (let n = 60; n < 200; n += 1) {
      const looked = certify(backlog(1, n), five, true).certified.length > 0;
      const exact = binomialTail({ errors: 1, n, alpha: 0.05 }).p <= 0.025;
      const process = betaMixtureEValue({ n, errors: 1, alpha: 0.05 }).logE >= Math.log(40);
      expect(looked, `1 of ${n}`).toBe(exact || process);
    }
  });

  it('is not had on audited evidence: all of delta stays with the e-process', () => {
    const evidence = backlog(2, 150, { inclusion: 0.5, smallestInclusion: 0.5 });
    const [first, plain] = [certify(evidence, five, true), certify(evidence, five, false)];
    expect(first).toMatchObject({ firstLook: false, processDelta: 0.05, certified: plain.certified });
  });

  it('bounds graded losses by Hoeffding and Bentkus, and says so', () => {
    const evidence = evidenceOf([...rows(390), ...rows(10, { outcome: 'edit', loss: 0.5 })]);
    const one = certify(evidence, five, true);
    const first = one.certified.filter((found) => found.method === 'hoeffding-bentkus-first-look');
    expect(hoeffdingBentkus({ lossSum: 5, n: 400, alpha: 0.05, binary: false })).toBeLessThan(0.025);
    expect(first).toHaveLength(1);
    const upper = one.riskUpper(900_000, 0.025);
    const p = (alpha: number): number => hoeffdingBentkus({ lossSum: 5, n: 400, alpha, binary: false });
    const byProcess = one.process.upperBound(0, 0.025);
    expect(upper).toBeLessThanOrEqual(byProcess);
    if (upper < byProcess) {
      expect(p(upper)).toBeLessThanOrEqual(0.025 + 1e-9);
      expect(p(upper - 1e-6)).toBeGreaterThan(0.025);
    }
    expect(upper).toBeLessThan(0.05);
  });
});
