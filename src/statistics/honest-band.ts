import type { CalibrationCells } from './calibration-cells.ts';
import { clopperPearson } from './clopper-pearson.ts';
import { pooledCells } from './pooled-cells.ts';
import { requireCells } from './require-cells.ts';
import { requireOpenUnit } from './require-open-unit.ts';

export interface HonestBandPoint {
  readonly confidence: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Honest calibration band: holds the whole true curve of accuracy against confidence with the given probability, for any
 * number of verdicts, provided only that the curve does not fall.
 *
 * The one band that can prove an AI calibrated within a tolerance. Exact bounds of every run of neighbouring confidences,
 * shared out by Bonferroni. Between two points lower holds from the left, upper from the right. Give it cells of one
 * confidence each: of a cell that holds a band of them it knows the mean only.
 *
 * @param input cells; confidence of the band in (0, 1), default 0.95; pools, whole, 1 to 1000, default 100: more distinct
 *   confidences are drawn together, which keeps the guarantee
 * @returns points in ascending confidence, 0 and 1 included; null without verdicts, and for verdicts of unequal weight, of
 *   which no such guarantee is known: ask for each weight alone
 * @throws RangeError outside those ranges
 * @see Dimitriadis, Dümbgen, Henzi, Puke & Ziegel, "Honest calibration assessment for binary outcome predictions", 2022
 * @example
 * honestBand({ cells: calibrationCells({ confidence: [0.5], correct: [1] }) });
 * // => [{ confidence: 0, lower: 0, upper: 1 }, { confidence: 0.5, lower: 0.025, upper: 1 }, { confidence: 1, … }]
 */
export function honestBand(input: {
  readonly cells: CalibrationCells;
  readonly confidence?: number;
  readonly pools?: number;
}): HonestBandPoint[] | null {
  const { cells, confidence = 0.95, pools = 100 } = input;
  requireCells('honestBand', cells);
  requireOpenUnit('honestBand', 'confidence', confidence);
  if (!Number.isSafeInteger(pools) || pools < 1 || pools > 1000)
    throw new RangeError('honestBand requires pools to be a whole number from 1 to 1000');
  if (cells.length === 0 || cells.weight.some((weight) => weight !== cells.weight[0])) return null;

  const pooled = pooledCells(cells, pools);
  const last = pooled.length - 1;
  const delta = (1 - confidence) / (pooled.length * (pooled.length + 1));
  const lowerOf = new Float64Array(pooled.length);
  const upperOf = new Float64Array(pooled.length).fill(1);
  for (let from = 0; from <= last; from += 1) {
    let [correct, verdicts] = [0, 0];
    for (let to = from; to <= last; to += 1) {
      correct += pooled.correct[to]!;
      verdicts += pooled.verdicts[to]!;
      const bounds = clopperPearson({ errors: correct, n: verdicts, delta });
      lowerOf[to] = Math.max(lowerOf[to]!, bounds.lower);
      upperOf[from] = Math.min(upperOf[from]!, bounds.upper);
    }
  }
  for (let i = 1; i <= last; i += 1) {
    lowerOf[i] = Math.max(lowerOf[i]!, lowerOf[i - 1]!);
    upperOf[last - i] = Math.min(upperOf[last - i]!, upperOf[last - i + 1]!);
  }

  const places = [...new Set([0, 1, ...pooled.lowest, ...pooled.highest])].sort(
    (left, right) => left - right,
  );
  return places.map((place) => ({
    confidence: place,
    // A run bounds the curve from below where it lies wholly to the left, from above where it lies wholly to the right.
    lower: lowerOf[pooled.highest.findLastIndex((highest) => highest <= place)] ?? 0,
    upper: upperOf[pooled.lowest.findIndex((lowest) => lowest >= place)] ?? 1,
  }));
}
