import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Target } from '../../src/contracts/certificate.ts';
import { Refusal } from '../../src/contracts/recommendation.ts';
import { certify } from '../../src/tuning/certify.ts';
import { type ClosestMiss, explainMiss } from '../../src/tuning/refusal.ts';
import { verdictsNeeded } from '../../src/tuning/verdicts-needed.ts';
import { evidenceOf, type Row, randomRows, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const five: Target = Object.freeze({ risk: 0.05, delta: 0.05, guarantee: 'selective-risk' });

function missOf(all: readonly Row[], firstLook = false): ClosestMiss {
  const certification = certify(evidenceOf(all), five, firstLook);
  expect(certification.certified).toEqual([]);
  return explainMiss(certification, five);
}

/** All at one confidence, so that one test has all of delta. */
const seen = (n: number, errors: number, over: Partial<Row> = {}): Row[] => [
  ...rows(n - errors, over),
  ...rows(errors, { ...over, outcome: 'override' }),
];

describe('explainMiss says too few verdicts', () => {
  it.each([
    [0, 0, 77],
    [1, 0, 77],
    [76, 0, 77],
    [100, 1, verdictsNeeded(0.01, 0.05, 0.05)],
    [150, 3, verdictsNeeded(0.02, 0.05, 0.05)],
    [1000, 40, verdictsNeeded(0.04, 0.05, 0.05)],
  ])('of %i with %i errors, and names the %i that would do', (have, errors, need) => {
    const all = have === 0 ? rows(5, { outcome: 'unsure' }) : seen(have, errors);
    expect(missOf(all).refusal).toMatchObject({ reason: 'insufficient_verdicts', have, need });
  });

  it('without a number where the error rate so far is at the limit, on verdicts too few to tell', () => {
    expect(missOf(seen(50, 3)).refusal).toMatchObject({
      reason: 'insufficient_verdicts',
      have: 50,
      need: null,
    });
  });

  it('where doubtful decisions alone were reviewed in full, however many of those were wrong', () => {
    const audits = { inclusion: 0.05, smallestInclusion: 0.05 };
    const all = [...seen(100, 1, audits), ...seen(100, 15, { smallestInclusion: 0.05 })];
    const { refusal, point } = missOf(all);
    expect(point.naiveRisk).toBe(0.08);
    expect(point.risk).toBeCloseTo(35 / 2100, 12);
    expect(refusal.reason).toBe('insufficient_verdicts');
    expect(refusal.need).toBeGreaterThan(200);
  });

  it('as long as one start may still pass, whatever the others have shown', () => {
    const all = [...rows(30, { ppm: 990_000 }), ...seen(70, 40, { ppm: 980_000 }), ...seen(100, 60)];
    const { refusal } = missOf(all);
    expect(refusal).toMatchObject({ reason: 'insufficient_verdicts', have: 30, best: { threshold: 0.99 } });
    expect(refusal.need).toBe(verdictsNeeded(0, 0.05, 0.025));
  });

  it('of the start that will have them soonest', () => {
    const apart = (top: number, middle: number): Row[] => [
      ...rows(top, { ppm: 990_000 }),
      ...rows(middle, { ppm: 980_000 }),
      ...rows(60, { outcome: 'override' }),
    ];
    const startConfidences = [990_000, 980_000, 980_000, ...Array<number>(7).fill(900_000)];
    const best = (all: Row[]) => {
      const certification = certify(evidenceOf(all, { startConfidences }), five, false);
      return explainMiss(certification, five).refusal;
    };
    expect(best(apart(10, 60))).toMatchObject({ have: 70, best: { threshold: 0.98 } });
    expect(best(apart(80, 1))).toMatchObject({ have: 80, best: { threshold: 0.99 } });
  });
});

describe('explainMiss says that no threshold can pass', () => {
  it.each([
    [30, 10],
    [118, 6],
    [300, 15],
    [2000, 99],
    [2000, 400],
  ])('of %i verdicts with %i errors', (have, errors) => {
    expect(missOf(seen(have, errors)).refusal).toMatchObject({
      reason: 'no_threshold_can_pass',
      have,
      need: null,
    });
  });

  it('of audits as of reviews', () => {
    const audits = { inclusion: 0.1, smallestInclusion: 0.1 };
    expect(missOf(seen(300, 60, audits)).refusal.reason).toBe('no_threshold_can_pass');
  });

  it('where verdicts that never came stand for errors', () => {
    const all = [...rows(190), ...rows(10, { outcome: 'pending' })];
    expect(missOf(all).refusal).toMatchObject({ reason: 'no_threshold_can_pass', have: 190 });
  });
});

describe('explainMiss', () => {
  it('names the threshold that came closest, with a bound above the limit that it failed', () => {
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), (seed, firstLook) => {
        const certification = certify(evidenceOf(randomRows(random(seed))), five, firstLook);
        fc.pre(certification.certified.length === 0);
        const { refusal, level, point } = explainMiss(certification, five);
        Refusal.parse(refusal);
        expect(refusal.have).toBe(point.reviewed);
        if (refusal.best === null) expect(certification.starts).toEqual([]);
        else {
          const { threshold, riskUpper } = refusal.best;
          expect(certification.starts).toContainEqual({
            thresholdPpm: Math.round(threshold * 1_000_000),
            level,
          });
          expect(riskUpper).toBeGreaterThan(0.05 - 1e-9);
        }
        if (refusal.need !== null) expect(refusal.need).toBeGreaterThan(refusal.have);
        if (refusal.reason === 'no_threshold_can_pass') expect(refusal.need).toBeNull();
      }),
      { numRuns: 100 },
    );
  });

  it('has nothing to name where there is no start', () => {
    const certification = certify(evidenceOf(rows(90), { startConfidences: [] }), five, false);
    expect(explainMiss(certification, five).refusal).toEqual({
      reason: 'insufficient_verdicts',
      have: 90,
      need: null,
      best: null,
    });
  });

  it('asks for fewer verdicts after a first look, and bounds by the sharper of the two', () => {
    const [first, plain] = [missOf(seen(50, 0), true), missOf(seen(50, 0))];
    expect(first.level).toBeCloseTo(0.025, 15);
    expect(first.refusal.best?.riskUpper).toBeCloseTo(1 - 0.025 ** (1 / 50), 12);
    expect(plain.refusal.best?.riskUpper).toBeGreaterThan(first.refusal.best?.riskUpper ?? 1);
  });
});
