import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anytimeUpperBound,
  betaMixtureEValue,
  ipwBettingEValue,
  logSumExp,
} from '../../src/statistics/index.ts';
import { binaryCounts, eProcess } from '../../src/tuning/e-process.ts';
import { placeAt, type Tally, tallyOf } from '../../src/tuning/tally.ts';
import { evidenceOf, type Row, randomRows, row, rows } from '../support/evidence-of.ts';
import { random } from '../support/random.ts';

const seeds = fc.integer();
const alphas = fc.constantFrom(0.01, 0.02, 0.05, 0.1, 0.3);
const tallyFrom = (all: readonly Row[]): Tally => tallyOf(evidenceOf(all));

/** Rows at or above a threshold as the betting engine wants them, one cell a row. */
function ipwCells(all: readonly Row[], ppm: number) {
  return all
    .filter((one) => one.eligible && one.ppm >= ppm && (one.loss !== null || one.outcome === 'pending'))
    .map((one) => ({
      pi: one.inclusion ?? 1,
      piMin: one.smallestInclusion ?? 1,
      loss: one.loss ?? 1,
      count: 1,
    }));
}

describe('eProcess where everything was reviewed', () => {
  it('is the truncated-Beta mixture of the counts, pending ones as errors', () => {
    fc.assert(
      fc.property(seeds, alphas, (seed, alpha) => {
        const all = randomRows(random(seed), { audited: false, graded: false });
        const tally = tallyFrom(all);
        const process = eProcess(tally, alpha);
        expect(process.method).toBe('beta-mixture-e-process');
        for (const ppm of tally.bands) {
          const cells = ipwCells(all, ppm);
          const counts = { n: cells.length, errors: cells.filter((cell) => cell.loss === 1).length };
          const place = placeAt(tally, ppm);
          expect(binaryCounts(tally, place)).toEqual(counts);
          expect(process.logE(place)).toBe(betaMixtureEValue({ ...counts, alpha }).logE);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('says the same through the betting engine: a graded verdict elsewhere changes the method, not the finding', () => {
    const lower = row({ ppm: 100_000, outcome: 'edit', loss: 0.5 });
    for (const [n, errors] of [
      [77, 0],
      [126, 1],
      [400, 6],
      [1000, 20],
      [3000, 130],
    ] as const) {
      const all = [...rows(n - errors), ...rows(errors, { outcome: 'override' })];
      const [plain, graded] = [tallyFrom(all), tallyFrom([...all, lower])];
      const [beta, betting] = [eProcess(plain, 0.05), eProcess(graded, 0.05)];
      expect([beta.method, betting.method]).toEqual([
        'beta-mixture-e-process',
        'inverse-propensity-e-process',
      ]);
      expect(Math.abs(beta.logE(0) - betting.logE(0)), `${errors} of ${n}`).toBeLessThan(0.01);
      expect(Math.abs(beta.upperBound(0, 0.05) - betting.upperBound(0, 0.05))).toBeLessThan(2e-4);
    }
  });

  it('bounds the risk by the anytime bound', () => {
    const tally = tallyFrom([...rows(490), ...rows(10, { outcome: 'override' })]);
    const bound = eProcess(tally, 0.05).upperBound(0, 0.05);
    expect(bound).toBe(anytimeUpperBound({ n: 500, errors: 10, delta: 0.05 }).upper);
    expect(bound).toBeCloseTo(0.0435, 4);
  });
});

describe('eProcess where audits were drawn', () => {
  it('is the inverse-propensity mixture of the rows, one by one', () => {
    fc.assert(
      fc.property(seeds, alphas, (seed, alpha) => {
        const all = randomRows(random(seed), { audited: true });
        const tally = tallyFrom(all);
        const process = eProcess(tally, alpha);
        for (const ppm of tally.bands.slice(0, 12)) {
          const slow = ipwBettingEValue({ alpha, grid: 'GL16', cells: ipwCells(all, ppm) }).logE;
          const fast = process.logE(placeAt(tally, ppm));
          if (process.method === 'inverse-propensity-e-process')
            expect(Math.abs(fast - slow)).toBeLessThan(1e-9 * (1 + Math.abs(slow)));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('does not know a rate that is the same for all: only the verdicts count', () => {
    const at = (rate: number): number =>
      eProcess(
        tallyFrom([
          ...rows(300, { inclusion: rate, smallestInclusion: rate, outcome: 'edit', loss: 0 }),
          ...rows(4, { inclusion: rate, smallestInclusion: rate, outcome: 'edit', loss: 0.5 }),
        ]),
        0.05,
      ).logE(0);
    for (const rate of [0.02, 0.1, 0.5]) expect(at(rate)).toBeCloseTo(at(1), 12);
  });

  it('is moved twenty times less by a full review than by an audit at one in twenty', () => {
    const audits = { inclusion: 0.05, smallestInclusion: 0.05 };
    const reviews = { inclusion: 1, smallestInclusion: 0.05 };
    const alone = eProcess(tallyFrom(rows(100, audits)), 0.05);
    const mixed = eProcess(tallyFrom([...rows(100, audits), ...rows(400, reviews)]), 0.05);
    const more = eProcess(tallyFrom(rows(120, audits)), 0.05);
    expect(mixed.logE(0)).toBeGreaterThan(alone.logE(0));
    expect(Math.abs(mixed.logE(0) - more.logE(0))).toBeLessThan(0.03);
  });

  it('bounds the risk by the smallest limit that it would certify', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const all = randomRows(random(seed), { audited: true, graded: true });
        const tally = tallyFrom(all);
        const place = tally.bands.length - 1;
        const bound = eProcess(tally, 0.05).upperBound(place, 0.05);
        const cells = ipwCells(all, 0);
        const logE = (alpha: number): number => ipwBettingEValue({ alpha, grid: 'GL16', cells }).logE;
        fc.pre(eProcess(tally, 0.05).method === 'inverse-propensity-e-process');
        if (bound === 1) expect(logE(0.95)).toBeLessThan(Math.log(20));
        else {
          expect(logE(bound)).toBeGreaterThanOrEqual(Math.log(20) - 1e-9);
          expect(logE(bound - 2e-9)).toBeLessThan(Math.log(20) + 1e-9);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('any eProcess', () => {
  it('knows nothing where there is nothing', () => {
    for (const all of [[], [row({ outcome: 'unreviewed', inclusion: 0.1, smallestInclusion: 0.1 })]]) {
      const process = eProcess(tallyFrom(all), 0.05);
      for (const place of [-1, all.length - 1]) {
        expect(process.logE(place)).toBe(0);
        expect(process.upperBound(place, 0.05)).toBe(1);
      }
    }
  });

  it('foretells what twice as much of the same would give', () => {
    fc.assert(
      fc.property(seeds, alphas, (seed, alpha) => {
        const all = randomRows(random(seed));
        const [once, twice] = [tallyFrom(all), tallyFrom([...all, ...all])];
        const place = once.bands.length - 1;
        const [ahead, then] = [eProcess(once, alpha).logE(place, 2), eProcess(twice, alpha).logE(place)];
        expect(Math.abs(ahead - then)).toBeLessThan(1e-9 * (1 + Math.abs(then)));
      }),
      { numRuns: 40 },
    );
  });

  it('is worth at most 1 on average where the risk is at the limit, whatever was reviewed', () => {
    // Exact expectation over one night: 3 decisions, each of two confidences, audited at its own rate.
    const alpha = 0.2;
    const kinds = [
      { ppm: 990_000, share: 0.5, risk: 0.1, inclusion: 0.25 },
      { ppm: 900_000, share: 0.5, risk: 0.3, inclusion: 1 },
    ];
    const outcomes = kinds.flatMap(({ ppm, share, risk, inclusion }) => [
      { chance: share * (1 - inclusion), row: null },
      {
        chance: share * inclusion * risk,
        row: row({ ppm, inclusion, smallestInclusion: 0.25, outcome: 'override' }),
      },
      { chance: share * inclusion * (1 - risk), row: row({ ppm, inclusion, smallestInclusion: 0.25 }) },
    ]);
    const logs: number[] = [];
    for (const a of outcomes)
      for (const b of outcomes)
        for (const c of outcomes) {
          const seen = [a, b, c].flatMap((one) => (one.row === null ? [] : [one.row]));
          const tally = tallyFrom([...seen, row({ ppm: 0, inclusion: 0.25, smallestInclusion: 0.25 })]);
          const logE = eProcess(tally, alpha).logE(placeAt(tally, 900_000));
          logs.push(Math.log(a.chance * b.chance * c.chance) + logE);
        }
    expect(Math.exp(logSumExp(logs.filter(Number.isFinite)))).toBeCloseTo(1, 12);
  });
});
