import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auroc } from '../../src/statistics/auroc.ts';
import { calibrationCells } from '../../src/statistics/calibration-cells.ts';
import {
  expectClose,
  goldenCases,
  itIsAFigureOfVerdicts,
  itIsAMean,
  noCells,
  verdictRows,
} from '../support/verdict-rows.ts';

describe('auroc', () => {
  it.each(goldenCases('proper_scores'))('agrees with scikit-learn on $name', ({ cells, expected }) => {
    expectClose(auroc({ cells }), expected['auroc']);
  });

  itIsAFigureOfVerdicts((cells) => auroc({ cells }));
  itIsAMean((cells) => auroc({ cells }));

  it('is the share of pairs in the right order, ties counting half', () => {
    fc.assert(
      fc.property(verdictRows, ({ confidence, correct, weight }) => {
        let [won, pairs] = [0, 0];
        confidence.forEach((c, i) => {
          confidence.forEach((d, j) => {
            if (correct[i] !== 1 || correct[j] !== 0) return;
            pairs += weight[i]! * weight[j]!;
            won += weight[i]! * weight[j]! * (c > d ? 1 : c === d ? 0.5 : 0);
          });
        });
        const cells = calibrationCells({ confidence, correct, weight });
        expectClose(auroc({ cells }), pairs === 0 ? null : won / pairs);
      }),
    );
  });

  it('turns around with the verdicts', () => {
    fc.assert(
      fc.property(verdictRows, ({ confidence, correct, weight }) => {
        const area = auroc({ cells: calibrationCells({ confidence, correct, weight }) });
        const turned = calibrationCells({ confidence, correct: correct.map((y) => 1 - y), weight });
        expectClose(auroc({ cells: turned }), area === null ? null : 1 - area);
      }),
    );
  });

  it('is undefined without verdicts', () => {
    expect(auroc({ cells: noCells })).toBeNull();
  });
});
