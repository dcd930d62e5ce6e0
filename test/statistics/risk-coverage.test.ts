import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import { riskCoverage } from '../../src/statistics/risk-coverage.ts';
import {
  expectClose,
  goldenCases,
  itIsAFigureOfVerdicts,
  itIsAMean,
  noCells,
  verdictRows,
} from '../support/verdict-rows.ts';

const withCurve = goldenCases('selective').filter(({ expected }) => 'curve' in expected);

describe('riskCoverage', () => {
  it.each(withCurve)('agrees with fd-shifts on $name', ({ cells, expected }) => {
    const { length, threshold, coverage, risk } = riskCoverage({ cells });
    const curve = Array.from({ length }, (_, i) => [threshold[i]! / 1e6, coverage[i], 1 - risk[i]!]);
    expectClose(curve, expected['curve']);
  });

  itIsAFigureOfVerdicts((cells) => riskCoverage({ cells }));
  itIsAMean((cells) => riskCoverage({ cells }));

  it('says of each threshold what the rows at and above it say', () => {
    fc.assert(
      fc.property(verdictRows, ({ confidence, correct, weight }) => {
        const curve = riskCoverage({ cells: calibrationCells({ confidence, correct, weight }) });
        const total = weight.reduce((sum, w) => sum + w, 0);
        expect(curve.length).toBe(new Set(confidence).size);
        expect(curve.coverage.at(-1)).toBe(1);
        curve.threshold.forEach((band, point) => {
          let [accepted, errors] = [0, 0];
          confidence.forEach((c, i) => {
            if (c * 1_000_000 < band) return;
            accepted += weight[i]!;
            errors += weight[i]! * (1 - correct[i]!);
          });
          expectClose(curve.coverage[point], accepted / total);
          expectClose(curve.risk[point], errors / accepted);
        });
      }),
    );
  });

  it('has no point without verdicts', () => {
    expect(riskCoverage({ cells: noCells }).length).toBe(0);
  });
});
