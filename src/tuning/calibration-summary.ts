import type { Evidence } from '../contracts/evidence.ts';
import type { Recommendation } from '../contracts/recommendation.ts';
import { binSums } from '../statistics/bin-sums.ts';
import { widthBins } from '../statistics/cell-bins.ts';
import { brierScore, expectedCalibrationError } from '../statistics/index.ts';
import { judgedCells } from './judged-cells.ts';
import { keptWith } from './kept-with.ts';

const BINS = 15;

/**
 * How honest the confidence is, over all reviewed decisions of a domain, each weighted by one over its
 * inclusion probability: signed bias, expected calibration error over 15 equal-width bins with the error that
 * a perfectly calibrated AI would show by chance, and the Brier score. Exact from cells, whatever their width.
 *
 * Unknown selection leaves no weights: then these are plain, descriptive figures.
 */
export const calibrationSummary = keptWith(summarise);

function summarise(evidence: Evidence): Recommendation['calibration'] {
  const cells = judgedCells(evidence);
  const error = expectedCalibrationError({ bins: binSums(cells, widthBins(cells, BINS)) });
  return {
    bias: error?.signedGap ?? null,
    ece: error?.ece ?? null,
    eceNoiseFloor: error?.noiseFloor ?? null,
    brier: brierScore({ cells })?.brier ?? null,
  };
}
