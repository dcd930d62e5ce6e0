import { describe, expect, it } from 'vitest';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import { logLoss } from '../../src/statistics/log-loss.ts';
import {
  expectClose,
  goldenCases,
  itIsAFigureOfVerdicts,
  itIsAMean,
  noCells,
} from '../support/verdict-rows.ts';

describe('logLoss', () => {
  it.each(goldenCases('proper_scores'))('agrees with scikit-learn on $name', ({ cells, expected }) => {
    expectClose(logLoss({ cells })?.logLoss, expected['log_loss_eps_1e-6']);
    expectClose(logLoss({ cells, epsilon: 1e-15 })?.logLoss, expected['log_loss_eps_1e-15']);
  });

  itIsAFigureOfVerdicts((cells) => logLoss({ cells }));
  itIsAMean((cells) => logLoss({ cells })?.logLoss);

  it('counts what it clips, verdicts and not their weight', () => {
    const cells = calibrationCells({
      confidence: [0, 1, 1, 0.5],
      correct: [1, 1, 1, 1],
      weight: [3, 3, 3, 3],
    });
    const answer = logLoss({ cells, epsilon: 0.01 })!;
    expect(answer.clipped).toBe(3);
    expect(answer.logLoss).toBeCloseTo(-(Math.log(0.01) + 2 * Math.log(0.99) + Math.log(0.5)) / 4, 12);
  });

  it('is undefined without verdicts and refuses a clip that leaves no room', () => {
    expect(logLoss({ cells: noCells })).toBeNull();
    for (const epsilon of [0, 0.5, -1, Number.NaN])
      expect(() => logLoss({ cells: noCells, epsilon })).toThrow(RangeError);
  });
});
