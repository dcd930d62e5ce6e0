import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossingPoint } from '../../src/statistics/crossing-point.ts';
import { devianceTerm } from '../../src/statistics/deviance-term.ts';
import { gaussLegendre } from '../../src/statistics/gauss-legendre.ts';
import * as statistics from '../../src/statistics/index.ts';
import { logGamma } from '../../src/statistics/log-gamma.ts';
import { logSumExp } from '../../src/statistics/log-sum-exp.ts';
import { normalCdf } from '../../src/statistics/normal-cdf.ts';
import { normalQuantile } from '../../src/statistics/normal-quantile.ts';
import { stirlingError } from '../../src/statistics/stirling-error.ts';
import { studentQuantile } from '../../src/statistics/student-quantile.ts';

describe('normalQuantile and normalCdf', () => {
  // mpmath 1.3, 40 digits
  it.each([
    [0.975, 1.959963984540054],
    [0.999999, 4.753424308817088],
    [1e-12, -7.034483825301132],
    [1e-300, -37.0470962993612],
  ])('the quantile of %d is %d', (p, z) => {
    expect(normalQuantile(p) / z).toBeCloseTo(1, 13);
    expect(normalCdf(z) / p).toBeCloseTo(1, 10);
  });

  it('undo each other', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 5, noNaN: true }), (z) => {
        expect(normalQuantile(normalCdf(z))).toBeCloseTo(z, 8);
      }),
    );
  });

  it('rise without a step where their formulas meet', () => {
    for (const z of [-Math.sqrt(32), -0.67448975, 0, 0.67448975, Math.sqrt(32)]) {
      const [below, above] = [normalCdf(z - 1e-9), normalCdf(z + 1e-9)];
      expect(above).toBeGreaterThanOrEqual(below);
      expect(above - below).toBeLessThan(1e-9);
    }
  });

  it('end at 0 and 1, and refuse what is not a probability', () => {
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
    for (const p of [0, 1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
    expect(() => normalCdf(Number.NaN)).toThrow(RangeError);
  });
});

describe('studentQuantile', () => {
  // scipy 1.17 t.ppf
  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 10, 2.2281388519862744],
    [0.05, 151, -1.655007387],
    [0.5, 3, 0],
  ])('at %d with %d degrees of freedom is %d', (p, degreesOfFreedom, t) => {
    expect(studentQuantile({ p, degreesOfFreedom })).toBeCloseTo(t, 8);
  });

  it('becomes normal with many degrees of freedom', () => {
    expect(studentQuantile({ p: 0.99, degreesOfFreedom: 1e9 })).toBeCloseTo(normalQuantile(0.99), 7);
    expect(() => studentQuantile({ p: 0.9, degreesOfFreedom: 0 })).toThrow(RangeError);
  });
});

describe('gaussLegendre', () => {
  it('integrates every polynomial it should, exactly', () => {
    for (const size of [1, 2, 3, 5, 16, 64]) {
      const { nodes, weights } = gaussLegendre(size);
      for (let degree = 0; degree <= 2 * size - 1; degree += 1) {
        const integral = nodes.reduce((sum, node, i) => sum + weights[i]! * node ** degree, 0);
        expect(integral).toBeCloseTo(1 / (degree + 1), 13);
      }
    }
  });

  it('is symmetric, ascending and inside (0, 1)', () => {
    const { nodes } = gaussLegendre(16);
    nodes.forEach((node, i) => {
      expect(node).toBeCloseTo(1 - nodes[15 - i]!, 15);
      expect(node > (nodes[i - 1] ?? 0) && node < 1).toBe(true);
    });
    expect(() => gaussLegendre(0)).toThrow(RangeError);
  });
});

describe('logSumExp', () => {
  it('neither overflows nor underflows', () => {
    expect(logSumExp([1e6, 1e6])).toBeCloseTo(1e6 + Math.LN2, 8);
    expect(logSumExp([-1e6, -1e6], [0.5, 0.5])).toBeCloseTo(-1e6, 8);
  });

  it('takes -Infinity for nothing, and nothing for -Infinity', () => {
    expect(logSumExp([])).toBe(Number.NEGATIVE_INFINITY);
    expect(logSumExp([Number.NEGATIVE_INFINITY, 0])).toBe(0);
    expect(logSumExp([5, 0], [0, 1])).toBe(0);
    expect(() => logSumExp([1, 2], [1])).toThrow(RangeError);
  });
});

describe('the pieces of a binomial weight', () => {
  it('logGamma knows factorials and the half', () => {
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 13);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 14);
    for (const x of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => logGamma(x)).toThrow(RangeError);
  });

  it('stirlingError is continuous where the series takes over', () => {
    expect(stirlingError(16) - stirlingError(16 - 1e-9)).toBeCloseTo(0, 12);
    expect(stirlingError(1e9) * 12e9).toBeCloseTo(1, 14);
  });

  it('devianceTerm is never negative and keeps its digits near equality', () => {
    expect(devianceTerm(7, 7)).toBe(0);
    expect(devianceTerm(0, 7)).toBe(7);
    // (x - m)^2 / 2m (1 - (x - m) / 3m + …) at x = 1e9 + 1, m = 1e9
    expect(devianceTerm(1e9 + 1, 1e9) / 5e-10).toBeCloseTo(1, 8);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e9, noNaN: true }),
        fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
        (x, m) => {
          expect(devianceTerm(x, m)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('crossingPoint finds a root, also past a stretch of -Infinity', () => {
    expect(crossingPoint((x) => x * x * x - 0.001, 0, 1)).toBeCloseTo(0.1, 13);
    expect(crossingPoint((x) => (x < 0.3 ? Number.NEGATIVE_INFINITY : x - 0.4), 0, 1)).toBeCloseTo(0.4, 13);
  });
});

describe('the list of exports', () => {
  it('answers no function without a promise', () => {
    for (const [name, value] of Object.entries(statistics)) {
      if (name !== 'ipwGrid') expect(value).toBeTypeOf('function');
    }
    expect(Object.isFrozen(statistics.ipwGrid.u) && Object.isFrozen(statistics.ipwGrid.weights)).toBe(true);
  });
});
