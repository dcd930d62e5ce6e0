import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaMixtureEValue } from '../../src/statistics/beta-mixture-evalue.ts';
import { bettingGrid, ipwGrid } from '../../src/statistics/betting-grid.ts';
import { ipwBettingEValue } from '../../src/statistics/ipw-betting-evalue.ts';
import type { IpwCell } from '../../src/statistics/ipw-cell.ts';
import { logSumExp } from '../../src/statistics/log-sum-exp.ts';

/** A slice of the traffic above the threshold: how often it occurs and how its losses fall. */
interface Band {
  readonly share: number;
  readonly losses: readonly (readonly [loss: number, chance: number])[];
}

/** Review probability of each band, decided from what has been seen so far. */
type Policy = (seen: readonly IpwCell[]) => readonly number[];

/** Mean of E after every decision, over every path of shares, coins and losses. */
function meanEValue(
  alpha: number,
  bands: readonly Band[],
  policy: Policy,
  decisions: number,
  grid: 'GL16' | 'P8',
): number {
  const walk = (seen: readonly IpwCell[], left: number): number => {
    if (left === 0) return Math.exp(ipwBettingEValue({ alpha, grid, cells: seen }).logE);
    const rates = policy(seen);
    const piMin = Math.min(...rates);
    let mean = 0;
    let skipped = 0;
    bands.forEach(({ share, losses }, k) => {
      const pi = rates[k]!;
      skipped += share * (1 - pi);
      for (const [loss, chance] of losses) {
        mean += share * pi * chance * walk([...seen, { pi, piMin, loss, count: 1 }], left - 1);
      }
    });
    return mean + skipped * walk(seen, left - 1);
  };
  return walk([], decisions);
}

const risk = (bands: readonly Band[]): number =>
  bands.reduce(
    (sum, { share, losses }) => sum + share * losses.reduce((all, [loss, chance]) => all + loss * chance, 0),
    0,
  );

const binary = (share: number, rate: number): Band => ({
  share,
  losses: [
    [0, 1 - rate],
    [1, rate],
  ],
});

const steady: Policy = () => [0.05, 0.05];
const uneven: Policy = () => [0.02, 1];
const upsideDown: Policy = () => [1, 0.1];
const anxious: Policy = (seen) => (seen.some(({ loss }) => loss > 0) ? [1, 1] : [0.1, 0.5]);
const cooling: Policy = (seen) => [1 / (1 + seen.length), 1 / (1 + 2 * seen.length)];
const policies = { steady, uneven, upsideDown, anxious, cooling };

describe('ipwBettingEValue', () => {
  it.each(Object.entries(policies))('has mean exactly 1 at the limit when reviews are %s', (_, policy) => {
    const bands = [binary(0.7, 0.02), binary(0.3, 0.12)];
    for (const grid of ['GL16', 'P8'] as const) {
      expect(meanEValue(risk(bands), bands, policy, 4, grid)).toBeCloseTo(1, 10);
    }
  });

  it.each(Object.entries(policies))(
    'has mean at most 1 with graded losses when reviews are %s',
    (_, policy) => {
      const bands: Band[] = [
        {
          share: 0.5,
          losses: [
            [0, 0.9],
            [0.25, 0.06],
            [1, 0.04],
          ],
        },
        {
          share: 0.5,
          losses: [
            [0, 0.8],
            [0.5, 0.15],
            [1, 0.05],
          ],
        },
      ];
      expect(meanEValue(risk(bands), bands, policy, 3, 'GL16')).toBeCloseTo(1, 10);
      for (const share of [0.99, 0.8, 0.3]) {
        expect(meanEValue(risk(bands) * share, bands, policy, 3, 'GL16')).toBeLessThan(1);
      }
    },
  );

  it('has mean 1 at each of several thresholds of one stream', () => {
    const stream = [binary(0.2, 0.01), binary(0.3, 0.05), binary(0.5, 0.2)];
    for (const kept of [1, 2, 3]) {
      const total = stream.slice(0, kept).reduce((sum, { share }) => sum + share, 0);
      const above = stream.slice(0, kept).map((band) => ({ ...band, share: band.share / total }));
      const policy: Policy = () => [0.05, 0.2, 1].slice(0, kept);
      expect(meanEValue(risk(above), above, policy, 3, 'GL16')).toBeCloseTo(1, 10);
    }
  });

  it('would not be evidence if the inclusion probabilities were ignored', () => {
    // The bad band is hardly ever reviewed: pooled counts flatter it.
    const bands = [binary(0.5, 0.01), binary(0.5, 0.19)];
    let pooled = 0;
    for (const [band, pi] of [
      [bands[0]!, 1],
      [bands[1]!, 0.02],
    ] as const) {
      for (const [loss, chance] of band.losses) {
        const { logE } = ipwBettingEValue({ alpha: 0.1, cells: [{ pi: 1, piMin: 1, loss, count: 1 }] });
        pooled += band.share * pi * chance * Math.exp(logE);
      }
      pooled += band.share * (1 - pi);
    }
    expect(pooled).toBeGreaterThan(1.01);
    expect(meanEValue(0.1, bands, () => [1, 0.02], 1, 'GL16')).toBeCloseTo(1, 10);
  });

  it('is nearly the truncated-Beta e-value when everything above is reviewed alike', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 8 }),
        fc.constantFrom(0.05, 0.1),
        (n, k, alpha) => {
          const errors = Math.min(k, n);
          const cells = [
            { pi: 0.3, piMin: 0.3, loss: 0, count: n - errors },
            { pi: 0.3, piMin: 0.3, loss: 1, count: errors },
          ];
          const { logE } = ipwBettingEValue({ alpha, cells });
          expect(Math.abs(logE - betaMixtureEValue({ n, errors, alpha }).logE)).toBeLessThan(0.03);
        },
      ),
    );
  });

  it('does not depend on the order of verdicts, nor on how they are counted together', () => {
    const cell = fc.record({
      pi: fc.constantFrom(0.05, 0.2, 1),
      piMin: fc.constantFrom(0.01, 0.05),
      loss: fc.constantFrom(0, 0.25, 1),
      count: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 8 }), (cells) => {
        Object.freeze(cells);
        const { logE } = ipwBettingEValue({ alpha: 0.05, cells });
        const singly = cells
          .toReversed()
          .flatMap((c) => Array.from({ length: c.count }, () => ({ ...c, count: 1 })));
        expect(ipwBettingEValue({ alpha: 0.05, cells: singly }).logE).toBeCloseTo(logE, 8);
      }),
    );
  });

  it('falls in every loss, so that counting a pending verdict as an error is the careful side', () => {
    const at = (loss: number): number =>
      ipwBettingEValue({
        alpha: 0.05,
        cells: [
          { pi: 0.5, piMin: 0.1, loss: 0, count: 90 },
          { pi: 0.5, piMin: 0.1, loss, count: 3 },
        ],
      }).logE;
    expect(at(0)).toBeGreaterThan(at(0.5));
    expect(at(0.5)).toBeGreaterThan(at(1));
  });

  it('lets tuning add up log factors by itself on the same grid', () => {
    const sums = ipwGrid.u.map((u) => 120 * Math.log1p((1 - u) * (0.05 / 0.95)) + 2 * Math.log(u));
    const cells = [
      { pi: 0.1, piMin: 0.1, loss: 0, count: 120 },
      { pi: 0.1, piMin: 0.1, loss: 1, count: 2 },
    ];
    expect(logSumExp(sums, ipwGrid.weights)).toBeCloseTo(ipwBettingEValue({ alpha: 0.05, cells }).logE, 10);
  });

  it('is 0 without verdicts', () => {
    expect(ipwBettingEValue({ alpha: 0.05, cells: [] }).logE).toBeCloseTo(0, 12);
    expect(
      ipwBettingEValue({ alpha: 0.05, cells: [{ pi: 1, piMin: 1, loss: 1, count: 0 }] }).logE,
    ).toBeCloseTo(0, 12);
  });

  it('loses only the component that staked everything', () => {
    const cells = [{ pi: 0.3, piMin: 0.3, loss: 1, count: 1 }];
    const { u, weights } = bettingGrid('P8');
    const left = u.reduce((sum, node, j) => sum + node * weights[j]!, 0);
    expect(ipwBettingEValue({ alpha: 0.07, grid: 'P8', cells }).logE).toBeCloseTo(Math.log(left), 12);
    const allIn = { u: [0], weights: [1] };
    expect(ipwBettingEValue({ alpha: 0.07, grid: allIn, cells }).logE).toBe(Number.NEGATIVE_INFINITY);
  });

  it('never answers NaN, from pi = 1e-6 to counts of a thousand million', () => {
    const cell = fc.record({
      pi: fc.constantFrom(1e-6, 0.05, 1),
      piMin: fc.constantFrom(1e-9, 1e-6),
      loss: fc.constantFrom(0, 1e-9, 0.5, 1),
      count: fc.constantFrom(0, 1, 1_000_000_000),
    });
    const grid = fc.constantFrom('GL16' as const, 'P8' as const, { u: [0, 1 - 1e-12], weights: [1, 0] });
    fc.assert(
      fc.property(
        fc.array(cell, { maxLength: 5 }),
        grid,
        fc.constantFrom(1e-6, 0.05, 0.999),
        (cells, g, alpha) => {
          const { logE } = ipwBettingEValue({ alpha, grid: g, cells });
          expect(Number.isNaN(logE) || logE === Number.POSITIVE_INFINITY).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('refuses a bet larger than the smallest inclusion probability allows', () => {
    const good = { pi: 0.1, piMin: 0.1, loss: 0, count: 1 };
    for (const bad of [
      { piMin: 0.2 },
      { pi: 0 },
      { pi: 1.1 },
      { loss: 1.5 },
      { loss: Number.NaN },
      { count: -1 },
      { count: 0.5 },
    ]) {
      expect(() => ipwBettingEValue({ alpha: 0.05, cells: [{ ...good, ...bad }] })).toThrow(RangeError);
    }
  });

  it('refuses a grid that is not a prior', () => {
    for (const grid of [
      { u: [0.5], weights: [0.5] },
      { u: [1], weights: [1] },
      { u: [0.1, 0.2], weights: [1] },
      { u: [0.1, 0.2], weights: [2, -1] },
      { u: [], weights: [] },
    ]) {
      expect(() => ipwBettingEValue({ alpha: 0.05, grid, cells: [] })).toThrow(/grid/);
    }
    expect(() => bettingGrid('GL17' as never)).toThrow(/GL17/);
  });
});
