import { describe, expect, it } from 'vitest';
import { reviewCount, reviewCountOfAll } from '../../src/tuning/review-count.ts';
import { random } from '../support/random.ts';

describe('reviewCount', () => {
  it.each([
    [10, 0.5, 2, 8],
    [100, 0.02, 0, 5],
    [50, 0.1, 1, 9],
    [1000, 0.3, 272, 329],
  ])(
    'of %i coins of probability %f reaches from %i to %i, as the binomial quantiles do',
    (tossed, probability, low, high) => {
      expect(reviewCount({ tossed, probability })).toEqual({ expected: tossed * probability, low, high });
    },
  );

  it('is certain where the coin is', () => {
    expect(reviewCount({ tossed: 7, probability: 1 })).toEqual({ expected: 7, low: 7, high: 7 });
    expect(reviewCount({ tossed: 0, probability: 0.3 })).toEqual({ expected: 0, low: 0, high: 0 });
  });

  it('holds at least 95 of 100 draws, alone and in sum', () => {
    const chance = random(11);
    const sets = [
      [{ tossed: 40, probability: 0.07 }],
      [
        { tossed: 300, probability: 0.02 },
        { tossed: 25, probability: 0.6 },
        { tossed: 10, probability: 1 },
      ],
    ];
    for (const coins of sets) {
      const { low, high, expected } = reviewCountOfAll(coins);
      let [inside, sum] = [0, 0];
      for (let life = 0; life < 4000; life++) {
        let fell = 0;
        for (const { tossed, probability } of coins)
          for (let one = 0; one < tossed; one++) if (chance.chance(probability)) fell += 1;
        sum += fell;
        if (fell >= low && fell <= high) inside += 1;
      }
      expect(inside / 4000).toBeGreaterThan(0.94);
      expect(Math.abs(sum / 4000 - expected)).toBeLessThan(0.25);
    }
  });
});
