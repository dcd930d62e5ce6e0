import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussLegendre, rankBetFactors } from '../../src/statistics/index.ts';

const unit = fc.double({ min: -0.9, max: 0.9, noNaN: true });
const density = (bet: { tilt: number; bend: number }, p: number): number =>
  Math.exp(rankBetFactors([bet], [p])[0] as number);

describe('rankBetFactors', () => {
  it('has a mean factor of 1 under uniform p-values, and no negative one, for every bet', () => {
    const { nodes, weights } = gaussLegendre(8);
    fc.assert(
      fc.property(unit, fc.boolean(), (size, tilts) => {
        const bet = tilts ? { tilt: size, bend: 0 } : { tilt: 0, bend: size };
        const mean = nodes.reduce((sum, node, i) => sum + (weights[i] as number) * density(bet, node), 0);
        expect(mean).toBeCloseTo(1, 12);
        for (let p = 0; p <= 1; p += 0.01) expect(density(bet, p)).toBeGreaterThan(0);
      }),
    );
  });

  it('adds up over p-values, however many', () => {
    const bets = [
      { tilt: 0.9, bend: 0 },
      { tilt: 0, bend: -0.9 },
    ];
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 300 }), (pValues) => {
        const whole = rankBetFactors(bets, pValues);
        for (const [j, bet] of bets.entries()) {
          const sum = pValues.reduce((log, p) => log + Math.log(density(bet, p)), 0);
          expect(whole[j]).toBeCloseTo(sum, 8);
        }
      }),
    );
    const [low] = rankBetFactors([{ tilt: 0.9, bend: 0 }], new Float64Array(100_000));
    expect(low).toBeCloseTo(100_000 * Math.log(0.1), 4);
  });

  it('wins on the side that it was placed on', () => {
    const high = [0.8, 0.9, 0.95, 0.7];
    const ends = [0.02, 0.98, 0.05, 0.97];
    const [up, down, spread, narrow] = [
      { tilt: 0.5, bend: 0 },
      { tilt: -0.5, bend: 0 },
      { tilt: 0, bend: 0.5 },
      { tilt: 0, bend: -0.5 },
    ] as const;
    const signs = (pValues: number[]) => rankBetFactors([up, down, spread, narrow], pValues).map(Math.sign);
    expect(signs(high).slice(0, 2)).toEqual([1, -1]);
    expect(signs(ends).slice(2)).toEqual([1, -1]);
  });
});
