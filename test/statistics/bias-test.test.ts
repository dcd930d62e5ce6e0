import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { biasTest } from '../../src/statistics/bias-test.ts';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import {
  expectClose,
  goldenCases,
  itIsAFigureOfVerdicts,
  noCells,
  verdictRows,
} from '../support/verdict-rows.ts';

const known = goldenCases('calibration_tests').filter(
  ({ expected }) => 'calibration_in_the_large_z' in expected,
);

describe('biasTest', () => {
  it.each(known)('agrees with the reference on $name', ({ cells, expected }) => {
    const answer = biasTest({ cells });
    expectClose(answer === null ? null : answer.z, expected['calibration_in_the_large_z']);
    if ('calibration_in_the_large_p' in expected)
      expectClose(answer === null ? null : answer.p, expected['calibration_in_the_large_p']);
  });

  itIsAFigureOfVerdicts((cells) => biasTest({ cells }));

  it('grows by the root of the number of verdicts, and not with their common weight', () => {
    fc.assert(
      fc.property(verdictRows, ({ confidence, correct, weight }) => {
        const once = biasTest({ cells: calibrationCells({ confidence, correct, weight }) });
        const fourfold = (list: readonly number[]): number[] => [...list, ...list, ...list, ...list];
        const four = biasTest({
          cells: calibrationCells({
            confidence: fourfold(confidence),
            correct: fourfold(correct),
            weight: fourfold(weight),
          }),
        });
        const heavy = biasTest({
          cells: calibrationCells({ confidence, correct, weight: weight.map((w) => 8 * w) }),
        });
        expectClose(four?.z, once === null ? undefined : 2 * once.z);
        expectClose(heavy, once);
      }),
    );
  });

  it('is the binomial z for one confidence', () => {
    const correct = Array.from({ length: 100 }, (_, i) => (i < 75 ? 1 : 0));
    const answer = biasTest({ cells: calibrationCells({ confidence: new Array(100).fill(0.8), correct }) });
    expectClose(answer?.z, -5 / 4);
    expect(answer?.p).toBeCloseTo(0.2113, 4);
  });

  it('is negative for an AI that is right less often than it says', () => {
    const cells = calibrationCells({ confidence: [0.9, 0.9, 0.8], correct: [1, 0, 0] });
    expect(biasTest({ cells })?.z).toBeLessThan(0);
  });

  it('is undefined where no confidence leaves room for chance', () => {
    expect(biasTest({ cells: calibrationCells({ confidence: [0, 1], correct: [1, 1] }) })).toBeNull();
    expect(biasTest({ cells: noCells })).toBeNull();
  });
});
