import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import { selectiveSummary } from '../../src/statistics/selective-summary.ts';
import {
  expectClose,
  goldenCases,
  itIsAFigureOfVerdicts,
  itIsAMean,
  noCells,
  verdictRows,
} from '../support/verdict-rows.ts';

describe('selectiveSummary', () => {
  it.each(goldenCases('selective'))('agrees with fd-shifts on $name', ({ cells, expected }) => {
    const got = selectiveSummary({ cells })!;
    const names = {
      aurc: got.aurc,
      aurc_trapezoid: got.aurcTrapezoid,
      augrc: got.augrc,
      aurc_optimal: got.aurcOptimal,
      augrc_optimal: got.augrcOptimal,
      e_aurc: got.excessAurc,
      e_augrc: got.excessAugrc,
    };
    for (const [name, value] of Object.entries(names)) {
      if (name in expected) expectClose(value, expected[name]);
    }
  });

  itIsAFigureOfVerdicts((cells) => selectiveSummary({ cells }));
  itIsAMean((cells) => selectiveSummary({ cells }));

  it('is between the best order of the verdicts and the worst', () => {
    fc.assert(
      fc.property(verdictRows, ({ confidence, correct, weight }) => {
        const at = (list: readonly number[]) =>
          selectiveSummary({ cells: calibrationCells({ confidence: [...list], correct, weight }) })!;
        const own = at(confidence);
        const best = at(correct);
        const worst = at(correct.map((y) => 1 - y));
        expect(own.excessAurc).toBeGreaterThanOrEqual(-1e-12);
        expect(own.excessAugrc).toBeGreaterThanOrEqual(-1e-12);
        expectClose([best.excessAurc, best.excessAugrc], [0, 0]);
        expect(own.aurc).toBeLessThanOrEqual(worst.aurc + 1e-12);
        expect(own.augrc).toBeLessThanOrEqual(worst.augrc + 1e-12);
      }),
    );
  });

  it('is the error rate where all confidences are tied', () => {
    const cells = calibrationCells({ confidence: [0.8, 0.8, 0.8, 0.8], correct: [1, 0, 1, 1] });
    expect(selectiveSummary({ cells })).toMatchObject({ aurc: 0.25, aurcTrapezoid: 0.25, augrc: 0.125 });
  });

  it('is undefined without verdicts', () => {
    expect(selectiveSummary({ cells: noCells })).toBeNull();
  });
});
