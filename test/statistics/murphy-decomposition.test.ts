import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import { murphyDecomposition } from '../../src/statistics/murphy-decomposition.ts';
import {
  expectClose,
  goldenCases,
  itIsAFigureOfVerdicts,
  itIsAMean,
  noCells,
  verdictRows,
} from '../support/verdict-rows.ts';

const withBins = goldenCases('corp').filter(({ expected }) => 'murphy_width_10' in expected);

describe('murphyDecomposition', () => {
  it.each(withBins)('agrees with the reference on $name', ({ cells, expected }) => {
    const reference = expected['murphy_width_10'] as Record<string, number>;
    expectClose(murphyDecomposition({ cells }), {
      brier: reference['brier'],
      reliability: reference['reliability'],
      resolution: reference['resolution'],
      uncertainty: reference['uncertainty'],
      withinBinVariance: reference['within_bin_variance'],
      withinBinCovariance: reference['within_bin_covariance'],
    });
  });

  itIsAFigureOfVerdicts((cells) => murphyDecomposition({ cells }));
  itIsAMean((cells) => murphyDecomposition({ cells }));

  it('adds up to the Brier score, whatever the number of bins', () => {
    fc.assert(
      fc.property(verdictRows, fc.integer({ min: 1, max: 50 }), (rows, bins) => {
        const parts = murphyDecomposition({ cells: calibrationCells(rows), bins })!;
        const sum = parts.reliability - parts.resolution + parts.uncertainty;
        expectClose(sum + parts.withinBinVariance - parts.withinBinCovariance, parts.brier);
      }),
    );
  });

  it('puts an edge into the upper bin and 1 into the last', () => {
    const cells = calibrationCells({ confidence: [0.29, 0.3, 0.95, 1], correct: [0, 1, 1, 0] });
    // 0.95 and 1 share a bin, 0.29 and 0.3 do not.
    expect(murphyDecomposition({ cells })?.withinBinVariance).toBeCloseTo((2 * 0.025 ** 2) / 4, 12);
  });

  it('is undefined without verdicts and refuses bins that are none', () => {
    expect(murphyDecomposition({ cells: noCells })).toBeNull();
    for (const bins of [0, 1.5])
      expect(() => murphyDecomposition({ cells: noCells, bins })).toThrow(RangeError);
  });
});
