import type { Evidence, EvidenceCell, Selection } from '../contracts/evidence.ts';
import type { Recommendation } from '../contracts/recommendation.ts';
import { binIndex, type CalibrationBin, expectedCalibrationError } from '../statistics/index.ts';

const BINS = 15;
const MILLION = 1_000_000;

/**
 * How honest the confidence is, over all reviewed decisions of a domain, each weighted by one over its
 * inclusion probability: signed bias, expected calibration error over 15 equal-width bins with the error that
 * a perfectly calibrated AI would show by chance, and the Brier score. Exact from cells, whatever their width.
 *
 * Unknown selection leaves no weights: then these are plain, descriptive figures.
 */
export function calibrationSummary(evidence: Evidence): Recommendation['calibration'] {
  const bins: { -readonly [K in keyof Required<CalibrationBin>]: number }[] = Array.from(
    { length: BINS },
    () => ({
      weight: 0,
      correct: 0,
      confidence: 0,
      squaredWeight: 0,
    }),
  );
  let [weight, squaredError] = [0, 0];
  for (const cell of evidence.cells) {
    if (!isJudged(cell)) continue;
    const w = weightOf(cell, evidence.selection);
    const n = cell.decisions;
    const sum = (n * cell.band + cell.excess) / MILLION;
    const squares = (n * cell.band ** 2 + 2 * cell.band * cell.excess + cell.excessSquared) / MILLION ** 2;
    const right = cell.outcome === 'agree' ? 1 : 0;
    const bin = bins[binIndex(cell.band, BINS)] as (typeof bins)[number];
    bin.weight += w * n;
    bin.correct += w * n * right;
    bin.confidence += w * sum;
    bin.squaredWeight += w ** 2 * n;
    weight += w * n;
    squaredError += w * (squares - 2 * right * sum + right * n);
  }
  const error = expectedCalibrationError({ bins });
  if (error === null) return { bias: null, ece: null, eceNoiseFloor: null, brier: null };
  return {
    bias: error.signedGap,
    ece: error.ece,
    eceNoiseFloor: error.noiseFloor,
    brier: squaredError / weight,
  };
}

/** Whether people said if it was right. */
export function isJudged(cell: EvidenceCell): boolean {
  return cell.outcome === 'agree' || cell.outcome === 'edit' || cell.outcome === 'override';
}

/** For how many decisions each of a cell stands: one over its inclusion probability, 1 where nobody knows that. */
export function weightOf({ inclusion }: EvidenceCell, selection: Selection): number {
  return selection === 'unknown' ? 1 : 1 / (inclusion ?? 1);
}
