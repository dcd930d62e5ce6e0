import type { Reliability } from '../contracts/reliability.ts';
import {
  binIndex,
  type CalibrationCells,
  debiasedCalibrationError,
  expectedCalibrationError,
  smoothCalibrationError,
} from '../statistics/index.ts';
import { binSums, effectiveOf } from './bin-sums.ts';
import { massBins } from './mass-bins.ts';

const BINS = 15;
/** The largest gap over bins with less than this is ruled by the emptiest of them. */
const FEWEST_EFFECTIVE = 30;

/** How far confidence is from accuracy, never without what chance alone would show; null where nothing was judged. */
export function calibrationError(cells: CalibrationCells): Reliability['calibrationError'] {
  const bins = binSums(cells, BINS, (place) => binIndex(cells.band[place] as number, BINS));
  const mass = massBins(cells, BINS);
  const [error, equalMass] = [bins, binSums(cells, BINS, mass.binOf)].map((some) =>
    expectedCalibrationError({ bins: some }),
  );
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
