import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bettingMartingale } from '../../src/statistics/betting-martingale.ts';
import { wsrUpperBound } from '../../src/statistics/wsr-upper-bound.ts';

/** Every sequence of 0/1 losses of one length, with its probability at a risk. */
function sequences(length: number, risk: number): { losses: number[]; chance: number }[] {
  return Array.from({ length: 2 ** length }, (_, mask) => {
    const losses = Array.from({ length }, (_, i) => (mask >> i) & 1);
    return { losses, chance: losses.reduce((product, loss) => product * (loss === 1 ? risk : 1 - risk), 1) };
  });
}

describe('bettingMartingale', () => {
  it('has mean 1 at the limit and below 1 above it', () => {
    const meanAt = (risk: number): number =>
      sequences(10, risk).reduce((mean, { losses, chance }) => {
        const { logWealthAt } = bettingMartingale({
          losses,
          nullMean: 0.2,
          alphaForBet: 0.05,
          truncScale: 1,
        });
        return mean + chance * Math.exp(logWealthAt[10]!);
      }, 0);
    expect(meanAt(0.2)).toBeCloseTo(1, 12);
    expect(meanAt(0.3)).toBeLessThan(1);
  });

  it('starts with a wealth of 1 and never answers NaN', () => {
    const losses = Object.freeze([1, 1, 0, 1, 0.5]);
    const { logWealthAt } = bettingMartingale({ losses, nullMean: 0.01, alphaForBet: 1e-12, truncScale: 1 });
    expect(logWealthAt[0]).toBe(0);
    expect(logWealthAt.some(Number.isNaN)).toBe(false);
    expect(logWealthAt).toHaveLength(6);
  });

  it('refuses losses outside [0, 1]', () => {
    const rest = { nullMean: 0.1, alphaForBet: 0.05, truncScale: 0.5 };
    for (const loss of [-0.1, 1.1, Number.NaN])
      expect(() => bettingMartingale({ losses: [loss], ...rest })).toThrow(RangeError);
    expect(() => bettingMartingale({ losses: [], ...rest, truncScale: 0 })).toThrow(/truncScale/);
  });
});

describe('wsrUpperBound', () => {
  it('misses the truth with probability at most delta, counted exactly', () => {
    for (const risk of [0.2, 0.4]) {
      const missed = sequences(12, risk)
        .filter(({ losses }) => wsrUpperBound({ losses, delta: 0.2 }) < risk)
        .reduce((sum, { chance }) => sum + chance, 0);
      expect(missed).toBeLessThanOrEqual(0.2);
    }
  });

  it('lies between the mean and 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }),
        fc.constantFrom(0.1, 1e-12),
        (losses, delta) => {
          Object.freeze(losses);
          const bound = wsrUpperBound({ losses, delta });
          expect(bound).toBeLessThanOrEqual(1);
          expect(bound).toBeGreaterThan(losses.length === 0 ? 0.999 : Math.min(...losses) - 1e-12);
        },
      ),
    );
  });

  it('is 1 when nothing has been seen, or only errors', () => {
    expect(wsrUpperBound({ losses: [], delta: 0.1 })).toBe(1);
    expect(wsrUpperBound({ losses: new Array(50).fill(1), delta: 0.1 })).toBe(1);
  });
});
