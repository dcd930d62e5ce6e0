import type { Reliability } from '../contracts/reliability.ts';
import { binSums } from '../statistics/bin-sums.ts';
import { massBins, widthBins } from '../statistics/cell-bins.ts';
import { effectiveOf } from '../statistics/effective-verdicts.ts';
import {
  type CalibrationCells,
  debiasedCalibrationError,
  expectedCalibrationError,
  smoothCalibrationError,
} from '../statistics/index.ts';

const BINS = 15;
/** The largest gap over bins with less than this is ruled by the emptiest of them. */
const FEWEST_EFFECTIVE = 30;

/** How far confidence is from accuracy, never without what chance alone would show; null where nothing was judged. */
export function calibrationError(cells: CalibrationCells): Reliability['calibrationError'] {
  const bins = binSums(cells, widthBins(cells, BINS));
  const error = expectedCalibrationError({ bins });
  const equalMass = expectedCalibrationError({ bins: binSums(cells, massBins(cells, BINS)) });
  const [debiased, smooth] = [debiasedCalibrationError({ bins }), smoothCalibrationError({ cells })];
  if (!error || !equalMass || debiased === null || smooth === null) return null;
  const large = bins.filter((bin) => effectiveOf(bin) >= FEWEST_EFFECTIVE);
  const gaps = large.map(({ weight, correct, confidence }) => Math.abs(correct - confidence) / weight);
  return {
    ece: error.ece,
    noiseFloor: error.noiseFloor ?? 0,
    debiased: debiased.l2,
    eceEqualMass: equalMass.ece,
    smooth: Math.min(1, smooth.smoothEce),
    largestGap: gaps.length === 0 ? null : Math.max(...gaps),
  };
}
