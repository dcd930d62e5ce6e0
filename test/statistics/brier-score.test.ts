import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brierScore } from '../../src/statistics/brier-score.ts';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import {
  expectClose,
  goldenCases,
  itIsAFigureOfVerdicts,
  itIsAMean,
  noCells,
  verdictRows,
} from '../support/verdict-rows.ts';

describe('brierScore', () => {
  it.each(goldenCases('proper_scores'))('agrees with scikit-learn on $name', ({ cells, expected }) => {
    expectClose(brierScore({ cells }), {
      brier: expected['brier'],
      skill: expected['brier_skill_score'],
      accuracy: expected['accuracy'],
      meanConfidence: expected['mean_confidence'],
    });
  });

  itIsAFigureOfVerdicts((cells) => brierScore({ cells }));
  itIsAMean((cells) => brierScore({ cells }));

  it('is the mean over rows, between 0 and 1', () => {
    fc.assert(
      fc.property(verdictRows, ({ confidence, correct }) => {
        const { brier } = brierScore({ cells: calibrationCells({ confidence, correct }) })!;
        const sum = confidence.reduce((all, c, i) => all + (c - correct[i]!) ** 2, 0);
        expect(brier).toBeCloseTo(sum / confidence.length, 10);
        expect(brier).toBeGreaterThanOrEqual(0);
        expect(brier).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('gives the accuracy, stated always, no skill, and no verdict no score', () => {
    const cells = calibrationCells({ confidence: [0.5, 0.5], correct: [0, 1] });
    expect(brierScore({ cells })?.skill).toBe(0);
    expect(brierScore({ cells: noCells })).toBeNull();
  });
});
