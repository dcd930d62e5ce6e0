import { describe, expect, it } from 'vitest';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import { hosmerLemeshow } from '../../src/statistics/hosmer-lemeshow.ts';
import { expectClose, goldenCases, itIsAFigureOfVerdicts, noCells } from '../support/verdict-rows.ts';

const known = goldenCases('calibration_tests').filter(({ expected }) => 'hl_width_10_chi2' in expected);

describe('hosmerLemeshow', () => {
  it.each(known)('agrees with calzone on $name', ({ cells, expected }) => {
    for (const binning of ['width', 'mass'] as const) {
      const { chi2, p } = hosmerLemeshow({ cells, binning })!;
      expectClose(chi2, expected[`hl_${binning}_10_chi2`]);
      expectClose(p, expected[`hl_${binning}_10_p_df_bins`]);
    }
  });

  itIsAFigureOfVerdicts((cells) => hosmerLemeshow({ cells, binning: 'width' }));
  itIsAFigureOfVerdicts((cells) => hosmerLemeshow({ cells, bins: 4 }));

  it('does not depend on the common weight', () => {
    const { confidence, correct } = { confidence: [0.2, 0.4, 0.6, 0.8], correct: [1, 0, 1, 1] };
    const at = (w: number) =>
      hosmerLemeshow({ cells: calibrationCells({ confidence, correct, weight: [w, w, w, w] }) });
    expectClose(at(20), at(1));
  });

  it('counts the bins that hold verdicts', () => {
    const cells = calibrationCells({ confidence: [0.2, 0.21, 0.9], correct: [0, 1, 1] });
    expect(hosmerLemeshow({ cells, binning: 'width' })?.df).toBe(2);
  });

  it('holds a mistake made with certainty against the AI, and certainty that is right not', () => {
    const certain = (correct: number[]) =>
      hosmerLemeshow({ cells: calibrationCells({ confidence: [1, 1], correct }), bins: 1 })!;
    expect(certain([1, 1])).toEqual({ chi2: 0, df: 1, p: 1 });
    expect(certain([1, 0]).p).toBeLessThan(1e-100);
  });

  it('is undefined without verdicts and refuses bins that are none', () => {
    expect(hosmerLemeshow({ cells: noCells })).toBeNull();
    for (const bins of [0, 1.5, Number.NaN])
      expect(() => hosmerLemeshow({ cells: noCells, bins })).toThrow(RangeError);
  });
});
