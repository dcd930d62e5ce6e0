import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BudgetClaim, leastReviews, splitBudget } from '../../src/tuning/audit-budget.ts';

const claim = fc.record({
  missing: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: null }),
  adds: fc.double({ min: 0, max: 500, noNaN: true }),
  perDay: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 800, noNaN: true })),
  waiting: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5000 })),
  minAuditRate: fc.oneof(fc.constant(1), fc.double({ min: 0.001, max: 0.3, noNaN: true })),
});
const claims = fc.array(claim, { minLength: 1, maxLength: 8 });
const spare = fc.double({ min: 0, max: 4000, noNaN: true });
const size = (one: BudgetClaim): number => one.waiting + 7 * one.perDay;

describe('splitBudget', () => {
  it('gives every domain a rate between its smallest and 1, and never more than the budget in all', () => {
    fc.assert(
      fc.property(claims, spare, (all, more) => {
        const weekly = leastReviews(all) + more;
        const shares = splitBudget(all, weekly);
        const taken = all.reduce((sum, one, index) => sum + (shares[index]?.rate ?? 0) * size(one), 0);
        expect(taken).toBeLessThanOrEqual(weekly * (1 + 1e-9) + 1e-9);
        for (const [index, one] of all.entries()) {
          expect(shares[index]?.rate).toBeGreaterThanOrEqual(one.minAuditRate);
          expect(shares[index]?.rate).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('never brings a domain later with more budget', () => {
    fc.assert(
      fc.property(claims, spare, spare, (all, more, evenMore) => {
        const least = leastReviews(all);
        const some = splitBudget(all, least + more);
        const rich = splitBudget(all, least + more + evenMore);
        const late = (days: number | null | undefined): number => days ?? Number.POSITIVE_INFINITY;
        for (const index of all.keys())
          expect(late(rich[index]?.days)).toBeLessThanOrEqual(late(some[index]?.days) * (1 + 1e-9) + 1e-9);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves no budget unused while a domain could still take more this week', () => {
    fc.assert(
      fc.property(claims, spare, (all, more) => {
        const weekly = leastReviews(all) + more;
        const shares = splitBudget(all, weekly);
        const taken = all.reduce((sum, one, index) => sum + (shares[index]?.rate ?? 0) * size(one), 0);
        const isHungry = all.some((one, index) => {
          const rate = shares[index]?.rate ?? 0;
          return (
            one.missing !== null && size(one) > 0 && rate < 1 - 1e-9 && rate * size(one) < one.missing - 1e-6
          );
        });
        if (isHungry) expect(taken).toBeCloseTo(weekly, 4);
      }),
    );
  });

  it('wastes the least authority of all orders where traffic sets no bounds', () => {
    // Plenty of decisions, no smallest rate to speak of: then the completion times of an order are sums of its work.
    const free = fc.record({
      missing: fc.integer({ min: 1, max: 900 }),
      adds: fc.double({ min: 0.1, max: 200, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(free, { minLength: 2, maxLength: 5 }), (some) => {
        const all = some.map((one) => ({ ...one, perDay: 1e9, waiting: 0, minAuditRate: 1e-12 }));
        const cost = (order: readonly number[]): number => {
          let [work, sum] = [0, 0];
          for (const index of order) {
            work += some[index]?.missing ?? 0;
            sum += (some[index]?.adds ?? 0) * work;
          }
          return sum;
        };
        const turns = splitBudget(all, 100).map(({ turn }) => (turn ?? 0) - 1);
        const chosen = turns.map((_, place) => turns.indexOf(place));
        const best = Math.min(...permutations(some.length).map(cost));
        expect(cost(chosen)).toBeLessThanOrEqual(best * (1 + 1e-9));
      }),
    );
  });

  it('serves the first in line with all it can use, then the next, and falls back when one is done', () => {
    const base = { perDay: 100, waiting: 0, minAuditRate: 0.02 };
    const [first, second, kept] = splitBudget(
      [
        { ...base, adds: 50, missing: 150 },
        { ...base, adds: 40, missing: 300 },
        { ...base, adds: 0, missing: null },
      ],
      142,
    );
    // 14 reviews a week for each smallest rate leave 100 of 142 for the line.
    expect(first).toEqual({ rate: 114 / 700, days: expect.closeTo(7 + 7, 6), turn: 1 });
    expect(second).toEqual({ rate: 0.02, days: expect.any(Number), turn: 2 });
    // 14 at first, then 100 + 14 less the 22 that the first still takes beyond its 14, then 114 a week.
    expect(second?.days).toBeGreaterThan(21);
    expect(second?.days).toBeLessThanOrEqual(28);
    expect(kept).toEqual({ rate: 0.02, days: null, turn: null });
  });

  it('draws at once from what waits, and never where there is nothing to draw from', () => {
    const one = { adds: 5, missing: 90, minAuditRate: 0.02 };
    expect(splitBudget([{ ...one, waiting: 900, perDay: 0 }], 90)).toEqual([{ rate: 0.1, days: 0, turn: 1 }]);
    expect(splitBudget([{ ...one, waiting: 0, perDay: 0 }], 90)).toEqual([
      { rate: 0.02, days: null, turn: 1 },
    ]);
  });

  it('refuses a budget that does not cover the smallest rates', () => {
    const one = { adds: 5, missing: 90, waiting: 0, perDay: 100, minAuditRate: 0.02 };
    expect(leastReviews([one])).toBeCloseTo(14, 9);
    expect(() => splitBudget([one], 13.9)).toThrow(RangeError);
    expect(splitBudget([one], 14)[0]?.rate).toBe(0.02);
  });
});

function permutations(count: number): number[][] {
  if (count === 0) return [[]];
  return permutations(count - 1).flatMap((rest) =>
    Array.from({ length: count }, (_, place) => rest.toSpliced(place, 0, count - 1)),
  );
}
