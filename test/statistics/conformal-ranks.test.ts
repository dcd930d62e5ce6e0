import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConformalRanks } from '../../src/statistics/index.ts';
import { RankTree } from '../../src/statistics/rank-tree.ts';

/** All orders of some values, equal ones taken apart. */
function orders(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, i) =>
    orders(values.filter((_, j) => j !== i)).map((rest) => [value, ...rest]),
  );
}

/** Where each p-value of a sequence may lie: uniform from the least tie to the greatest. */
function boxes(sequence: readonly number[]): { low: number; high: number }[] {
  const [least, most] = [new ConformalRanks(10), new ConformalRanks(10)];
  return sequence.map((place) => ({ low: least.next(place, 0), high: most.next(place, 1) }));
}

describe('conformal p-values', () => {
  it.each([
    ['all different', [0, 3, 5, 7, 9]],
    ['two equal', [4, 4, 6, 8, 9]],
    ['few different', [1, 1, 1, 7, 7]],
    ['all equal', [2, 2, 2, 2, 2]],
  ])('are independent and uniform over all orders of a sequence, counted exactly: %s', (_, values) => {
    const all = orders(values).map(boxes);
    const density = (point: readonly number[]): number =>
      all.reduce(
        (sum, sequence) =>
          sum +
          sequence.reduce(
            (product, { low, high }, i) =>
              low < (point[i] as number) && (point[i] as number) < high ? product / (high - low) : 0,
            1,
          ),
        0,
      ) / all.length;
    // No point lies on an edge, which are all multiples of 1/2, 1/3, 1/4 or 1/5.
    const points = [0.07, 0.23, 0.41, 0.63, 0.93];
    for (const second of points)
      for (const third of points)
        for (const fourth of points)
          for (const fifth of points) expect(density([0.5, second, third, fourth, fifth])).toBeCloseTo(1, 10);
  });

  it('are small where a value is high, and do not move with what is not order', () => {
    const pValues = (ranks: ConformalRanks, places: readonly number[]): number[] =>
      places.map((place) => ranks.next(place, 0.5));
    expect(pValues(new ConformalRanks(4), [1, 3, 0])).toEqual([0.5, 0.25, 2.5 / 3]);
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1, maxLength: 60 }), (places) => {
        const stretched = places.map((place) => place * place + 3);
        expect(pValues(new ConformalRanks(200), stretched)).toEqual(pValues(new ConformalRanks(10), places));
        for (const p of pValues(new ConformalRanks(10), places)) {
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('RankTree', () => {
  it('counts what lies below a place as a plain search does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat(1000)), (places, numbers) => {
        const tree = new RankTree(places);
        const added = numbers.map((number) => number % places);
        for (const place of added) tree.add(place);
        for (let place = 0; place < places; place++) {
          expect(tree.below(place)).toBe(added.filter((one) => one < place).length);
          expect(tree.at(place)).toBe(added.filter((one) => one === place).length);
        }
        expect(tree.total).toBe(added.length);
      }),
    );
  });
});
