import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import { smoothCalibrationError } from '../../src/statistics/smooth-calibration-error.ts';
import {
  expectClose,
  goldenCases,
  itIsAFigureOfVerdicts,
  itIsAMean,
  noCells,
  verdictRows,
} from '../support/verdict-rows.ts';

describe('smoothCalibrationError', () => {
  it.each(goldenCases('smooth_ece'))('agrees with relplot on $name', ({ cells, expected }) => {
    const found = smoothCalibrationError({ cells })!;
    // Weighted references are of replicated rows, whose density floor is relatively lower.
    const tolerance = 'bandwidth' in expected ? 1e-9 : 1e-6;
    expectClose(found.smoothEce, expected['smece'], tolerance);
    if ('bandwidth' in expected) expect(found.bandwidth).toBe(expected['bandwidth']);
    for (const bandwidth of [0.05, 0.1]) {
      const { smoothEce } = smoothCalibrationError({ cells, bandwidth })!;
      expectClose(smoothEce, expected[`smece_sigma_${bandwidth}`], tolerance);
    }
  });

  itIsAFigureOfVerdicts((cells) => smoothCalibrationError({ cells, bandwidth: 0.1 }));
  // The density floor weighs less the more rows there are.
  itIsAMean((cells) => smoothCalibrationError({ cells, bandwidth: 0.1 }), 1e-3);

  it('is in [0, 1], at a bandwidth of its own size', () => {
    fc.assert(
      fc.property(verdictRows, (rows) => {
        const { smoothEce, bandwidth } = smoothCalibrationError({ cells: calibrationCells(rows) })!;
        expect(smoothEce).toBeGreaterThanOrEqual(0);
        expect(smoothEce).toBeLessThanOrEqual(1);
        expect(bandwidth).toBeGreaterThanOrEqual(smoothEce - 1e-9);
        expect(bandwidth - smoothEce).toBeLessThan(0.02);
      }),
    );
  });

  it('takes the least bandwidth for verdicts that leave no gap', () => {
    const cells = calibrationCells({ confidence: [0, 1, 0.5, 0.5], correct: [0, 1, 0, 1] });
    const { smoothEce, bandwidth } = smoothCalibrationError({ cells })!;
    expect(smoothEce).toBeLessThan(1e-3);
    expect(bandwidth).toBeLessThan(3e-3);
  });

  it('is undefined without verdicts and refuses a bandwidth that its grid cannot show', () => {
    expect(smoothCalibrationError({ cells: noCells })).toBeNull();
    for (const bandwidth of [0, 1e-4, 1.5, Number.NaN])
      expect(() => smoothCalibrationError({ cells: noCells, bandwidth })).toThrow(RangeError);
  });

  it('stops at the least of 1024 bandwidths that its error does not exceed, as ten halvings would', () => {
    fc.assert(
      fc.property(verdictRows, (rows) => {
        const cells = calibrationCells(rows);
        const { smoothEce, bandwidth } = smoothCalibrationError({ cells })!;
        expect(Number.isInteger(bandwidth * 1024)).toBe(true);
        expect(smoothEce).toBe(smoothCalibrationError({ cells, bandwidth })?.smoothEce);
        expect(smoothEce).toBeLessThanOrEqual(bandwidth);
        const narrower = bandwidth - 1 / 1024;
        if (narrower >= 0.001)
          expect(smoothCalibrationError({ cells, bandwidth: narrower })?.smoothEce).toBeGreaterThan(narrower);
      }),
      { numRuns: 40 },
    );
  });
});
