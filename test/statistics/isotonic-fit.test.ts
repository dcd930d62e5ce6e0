import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import { isotonicFit } from '../../src/statistics/isotonic-fit.ts';
import {
  expectClose,
  goldenCases,
  itIsAFigureOfVerdicts,
  itIsAMean,
  noCells,
  verdictRows,
} from '../support/verdict-rows.ts';

describe('isotonicFit', () => {
  it.each(goldenCases('corp'))('agrees with scikit-learn on $name', ({ cells, expected }) => {
    const { length, fromBand, toBand, accuracy, weight } = isotonicFit({ cells });
    const blocks = Array.from({ length }, (_, i) => [
      fromBand[i]! / 1e6,
      toBand[i]! / 1e6,
      weight[i],
      accuracy[i],
    ]);
    expectClose(blocks, expected['blocks']);
  });

  itIsAFigureOfVerdicts((cells) => isotonicFit({ cells }));
  itIsAMean((cells) => {
    const { weight: _, ...shape } = isotonicFit({ cells });
    return shape;
  });

  it('rises strictly and keeps all weight and all correct verdicts', () => {
    fc.assert(
      fc.property(verdictRows, ({ confidence, correct, weight }) => {
        const cells = calibrationCells({ confidence, correct, weight });
        const fit = isotonicFit({ cells });
        for (let i = 1; i < fit.length; i += 1) {
          expect(fit.accuracy[i]).toBeGreaterThan(fit.accuracy[i - 1]!);
          expect(fit.fromBand[i]).toBeGreaterThan(fit.toBand[i - 1]!);
        }
        const sum = (list: ArrayLike<number>): number => Array.from(list).reduce((all, x) => all + x, 0);
        expectClose(sum(fit.weight), sum(weight));
        expectClose(
          sum(fit.accuracy.map((a, i) => a * fit.weight[i]!)),
          sum(weight.map((w, i) => w * correct[i]!)),
        );
      }),
    );
  });

  it('is nearer to the verdicts than other rising curves', () => {
    const curve = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 21, maxLength: 21 });
    fc.assert(
      fc.property(verdictRows, curve, ({ confidence, correct, weight }, heights) => {
        const fit = isotonicFit({ cells: calibrationCells({ confidence, correct, weight }) });
        const rising = heights.toSorted((a, b) => a - b);
        const fitted = (c: number): number =>
          fit.accuracy[fit.toBand.findIndex((band) => c * 1_000_000 <= band)]!;
        const loss = (height: (c: number) => number): number =>
          confidence.reduce((all, c, i) => all + weight[i]! * (height(c) - correct[i]!) ** 2, 0);
        expect(loss(fitted)).toBeLessThanOrEqual(loss((c) => rising[Math.round(c * 20)]!) + 1e-9);
      }),
    );
  });

  it('has no step without verdicts', () => {
    expect(isotonicFit({ cells: noCells }).length).toBe(0);
  });
});
