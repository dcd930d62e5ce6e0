import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import { spiegelhalterTest } from '../../src/statistics/spiegelhalter-test.ts';
import {
  expectClose,
  goldenCases,
  itIsAFigureOfVerdicts,
  noCells,
  verdictRows,
} from '../support/verdict-rows.ts';

const known = goldenCases('calibration_tests').filter(({ expected }) => 'spiegelhalter_z' in expected);

describe('spiegelhalterTest', () => {
  it.each(known)('agrees with the reference on $name', ({ cells, expected }) => {
    const answer = spiegelhalterTest({ cells });
    expectClose(answer === null ? null : answer.z, expected['spiegelhalter_z']);
    if ('spiegelhalter_p' in expected)
      expectClose(answer === null ? null : answer.p, expected['spiegelhalter_p']);
  });

  itIsAFigureOfVerdicts((cells) => spiegelhalterTest({ cells }));

  it('grows by the root of the number of verdicts, and not with their common weight', () => {
    fc.assert(
      fc.property(verdictRows, ({ confidence, correct, weight }) => {
        const once = spiegelhalterTest({ cells: calibrationCells({ confidence, correct, weight }) });
        const fourfold = (list: readonly number[]): number[] => [...list, ...list, ...list, ...list];
        const four = spiegelhalterTest({
          cells: calibrationCells({
            confidence: fourfold(confidence),
            correct: fourfold(correct),
            weight: fourfold(weight),
          }),
        });
        const heavy = spiegelhalterTest({
          cells: calibrationCells({ confidence, correct, weight: weight.map((w) => 8 * w) }),
        });
        expectClose(four?.z, once === null ? undefined : 2 * once.z);
        expectClose(heavy, once);
      }),
    );
  });

  it('sees confidence that is too extreme though right on average', () => {
    const confidence = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 0.1 : 0.9));
    const correct = confidence.map((c, i) => (i % 20 < 6 ? (c > 0.5 ? 0 : 1) : c > 0.5 ? 1 : 0));
    expect(spiegelhalterTest({ cells: calibrationCells({ confidence, correct }) })?.z).toBeGreaterThan(4);
  });

  it('is undefined where every confidence is 0, 1/2 or 1', () => {
    const cells = calibrationCells({ confidence: [0, 0.5, 0.5, 1], correct: [1, 0, 1, 1] });
    expect(spiegelhalterTest({ cells })).toBeNull();
    expect(spiegelhalterTest({ cells: noCells })).toBeNull();
  });
});
