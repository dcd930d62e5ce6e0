import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComparedStratum, shareDifference } from '../../src/statistics/share-difference.ts';
import { random } from '../support/random.ts';

const counted = fc
  .tuple(fc.nat(80), fc.nat(80))
  .map(([one, other]) => ({ successes: Math.min(one, other), trials: Math.max(one, other) }));
const stratum = fc.record({ weight: fc.constantFrom(1, 2, 5, 1 / 0.3), first: counted, second: counted });
const strata = fc.array(stratum, { minLength: 1, maxLength: 5 });
const confidence = 0.95;

describe('the difference of two shares', () => {
  it('lies in its interval, which lies in [-1, 1] and turns with the two', () => {
    fc.assert(
      fc.property(strata, (some) => {
        const answer = shareDifference({ strata: some, confidence });
        const turned = shareDifference({
          strata: some.map(({ weight, first, second }) => ({ weight, first: second, second: first })),
          confidence,
        });
        if (answer === null) {
          expect(turned).toBeNull();
          return;
        }
        const { estimate, lower, upper } = answer.difference;
        expect(-1 <= lower && lower <= estimate && estimate <= upper && upper <= 1).toBe(true);
        expect(estimate).toBeCloseTo(answer.first - answer.second, 12);
        expect(turned?.difference.lower).toBeCloseTo(-upper, 12);
        expect(turned?.compared).toBeCloseTo(answer.compared, 12);
      }),
    );
  });

  it('does not depend on the scale of weights, and leaves out what has one side only', () => {
    fc.assert(
      fc.property(strata, counted, (some, alone) => {
        const answer = shareDifference({ strata: some, confidence });
        const scaled = some.map((one) => ({ ...one, weight: one.weight * 7 }));
        const more = [...scaled, { weight: 3, first: alone, second: { successes: 0, trials: 0 } }];
        const other = shareDifference({ strata: more, confidence });
        if (answer === null) {
          expect(other).toBeNull();
          return;
        }
        expect(other?.difference.lower).toBeCloseTo(answer.difference.lower, 12);
        expect(other?.difference.upper).toBeCloseTo(answer.difference.upper, 12);
        expect(other?.compared).toBeLessThanOrEqual(answer.compared + 1e-12);
      }),
    );
  });

  it('is not misled where one side was looked at among the hard cases', () => {
    // Both change one in ten of the easy cases and half of the hard ones.
    const hard = { weight: 1, first: part(90, 180), second: part(50, 100) };
    const easy = { weight: 20, first: part(2, 20), second: part(40, 400) };
    const { difference, first, second } = shareDifference({ strata: [hard, easy], confidence })!;
    expect([first, second, difference.estimate].map((one) => Number(one.toFixed(9)))).toEqual([
      ...[first, first].map((one) => Number(one.toFixed(9))),
      0,
    ]);
  });

  it('refuses what is no count and no weight', () => {
    const bad = (over: Partial<ComparedStratum>) => () =>
      shareDifference({
        strata: [{ weight: 1, first: part(1, 2), second: part(1, 2), ...over }],
        confidence,
      });
    expect(bad({ weight: 0 })).toThrow(/weights/);
    expect(bad({ first: part(3, 2) })).toThrow(RangeError);
    expect(() => shareDifference({ strata: [], confidence: 1 })).toThrow(/confidence/);
    expect(shareDifference({ strata: [], confidence })).toBeNull();
  });
});

describe('its interval', () => {
  it('covers the truth in 95 of 100 cases, counted over all outcomes', () => {
    const coverages: number[] = [];
    for (const [m, n] of [
      [30, 30],
      [40, 150],
    ] as const) {
      const intervals = Array.from({ length: m + 1 }, (_, a) =>
        Array.from({ length: n + 1 }, (_, b) => {
          const alone = [{ weight: 1, first: part(a, m), second: part(b, n) }];
          return shareDifference({ strata: alone, confidence })!.difference;
        }),
      );
      for (const p of [0.01, 0.05, 0.1, 0.3, 0.5])
        for (const q of [0.01, 0.05, 0.1, 0.3]) {
          const [ofFirst, ofSecond] = [masses(m, p), masses(n, q)];
          let covered = 0;
          for (const [a, row] of intervals.entries())
            for (const [b, { lower, upper }] of row.entries())
              if (lower <= p - q && p - q <= upper)
                covered += (ofFirst[a] as number) * (ofSecond[b] as number);
          coverages.push(covered);
        }
    }
    expect(coverages.reduce((sum, one) => sum + one, 0) / coverages.length).toBeGreaterThan(0.95);
    expect(Math.min(...coverages)).toBeGreaterThan(0.92);
  });

  it('covers the truth where reviews were chosen at two rates', () => {
    let covered = 0;
    const runs = 2000;
    for (let seed = 0; seed < runs; seed++) {
      const chance = random(seed);
      const draw = (trials: number, rate: number) =>
        part(Array.from({ length: trials }, () => chance.chance(rate)).filter(Boolean).length, trials);
      const drawn = [
        { weight: 1, first: draw(60, 0.35), second: draw(200, 0.25) },
        { weight: 10, first: draw(25, 0.08), second: draw(90, 0.03) },
      ];
      const truth = (260 * 0.1 + 1150 * 0.05) / 1410;
      const { lower, upper } = shareDifference({ strata: drawn, confidence })!.difference;
      if (lower <= truth && truth <= upper) covered += 1;
    }
    expect(covered / runs).toBeGreaterThan(0.94);
  });
});

function part(successes: number, trials: number) {
  return { successes, trials };
}

/** Chance of each count of n draws. */
function masses(n: number, p: number): number[] {
  let mass = (1 - p) ** n;
  return Array.from({ length: n + 1 }, (_, k) => {
    if (k > 0) mass *= ((n - k + 1) * p) / (k * (1 - p));
    return mass;
  });
}
