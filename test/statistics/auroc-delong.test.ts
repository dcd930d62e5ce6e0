import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auroc } from '../../src/statistics/auroc.ts';
import { aurocDeLong } from '../../src/statistics/auroc-delong.ts';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import {
  expectClose,
  goldenCases,
  itIsAFigureOfVerdicts,
  noCells,
  verdictRows,
} from '../support/verdict-rows.ts';

const withError = goldenCases('proper_scores').filter(({ expected }) => 'auroc_se_delong' in expected);

describe('aurocDeLong', () => {
  it.each(withError)('agrees with pROC on $name', ({ cells, expected }) => {
    const { auroc: area, se, low, high } = aurocDeLong({ cells })!;
    expectClose(area, expected['auroc']);
    expectClose(se, expected['auroc_se_delong'], 1e-6);
    expectClose([low, high], expected['auroc_ci95_delong'], 1e-6);
  });

  itIsAFigureOfVerdicts((cells) => aurocDeLong({ cells }));

  it('is about the area that auroc gives, and shrinks by the root of the number of verdicts', () => {
    fc.assert(
      fc.property(verdictRows, ({ confidence, correct }) => {
        const cells = calibrationCells({ confidence, correct });
        const answer = aurocDeLong({ cells });
        expect(answer?.auroc ?? null).toBe(auroc({ cells }));
        if (answer === null || answer.se === null) return;
        expect(answer.low).toBeLessThanOrEqual(answer.auroc);
        expect(answer.high).toBeGreaterThanOrEqual(answer.auroc);
        const hundredfold = (list: readonly number[]): number[] => new Array(100).fill(list).flat();
        const many = aurocDeLong({
          cells: calibrationCells({ confidence: hundredfold(confidence), correct: hundredfold(correct) }),
        })!;
        expect(many.se).toBeLessThanOrEqual(answer.se / 10 + 1e-12);
      }),
    );
  });

  it('takes any one weight for 1, and gives no error for weights that differ or a single mistake', () => {
    const rows = { confidence: [0.9, 0.9, 0.5, 0.7], correct: [1, 0, 0, 1] };
    const plain = aurocDeLong({ cells: calibrationCells(rows) });
    expectClose(aurocDeLong({ cells: calibrationCells({ ...rows, weight: [7, 7, 7, 7] }) }), plain);
    const mixed = aurocDeLong({ cells: calibrationCells({ ...rows, weight: [7, 7, 7, 1] }) });
    expect(mixed).toMatchObject({ se: null, low: null, high: null });
    const single = aurocDeLong({
      cells: calibrationCells({ confidence: [0.1, 0.5, 0.9], correct: [0, 1, 1] }),
    });
    expect(single).toEqual({ auroc: 1, se: null, low: null, high: null });
  });

  it('is wider the surer it is to be, and refuses certainty', () => {
    const cells = withError[0]!.cells;
    const width = (confidence: number): number => {
      const { low, high } = aurocDeLong({ cells, confidence })!;
      return high! - low!;
    };
    expect(width(0.99)).toBeGreaterThan(width(0.9));
    expect(() => aurocDeLong({ cells, confidence: 1 })).toThrow(RangeError);
    expect(aurocDeLong({ cells: noCells })).toBeNull();
  });
});
