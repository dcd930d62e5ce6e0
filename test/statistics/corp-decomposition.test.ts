import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import { corpDecomposition } from '../../src/statistics/corp-decomposition.ts';
import {
  expectClose,
  goldenCases,
  itIsAFigureOfVerdicts,
  itIsAMean,
  noCells,
  verdictRows,
} from '../support/verdict-rows.ts';

describe('corpDecomposition', () => {
  it.each(goldenCases('corp'))('agrees with model-diagnostics on $name', ({ cells, expected }) => {
    const { brier, miscalibration, discrimination, uncertainty } = expected;
    expectClose(corpDecomposition({ cells }), { brier, miscalibration, discrimination, uncertainty });
  });

  itIsAFigureOfVerdicts((cells) => corpDecomposition({ cells }));
  itIsAMean((cells) => corpDecomposition({ cells }));

  it('adds up to the Brier score, of parts that are not negative', () => {
    fc.assert(
      fc.property(verdictRows, (rows) => {
        const { brier, miscalibration, discrimination, uncertainty } = corpDecomposition({
          cells: calibrationCells(rows),
        })!;
        expectClose(miscalibration - discrimination + uncertainty, brier);
        for (const part of [miscalibration, discrimination, uncertainty])
          expect(part).toBeGreaterThanOrEqual(-1e-12);
        expect(discrimination).toBeLessThanOrEqual(uncertainty + 1e-12);
      }),
    );
  });

  it('is undefined without verdicts', () => {
    expect(corpDecomposition({ cells: noCells })).toBeNull();
  });
});
