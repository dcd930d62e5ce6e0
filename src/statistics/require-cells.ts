import type { CalibrationCells } from './calibration-cells.ts';

/** Sums of decimals may pass their bound by rounding. */
const ROUNDING = 1e-9;
const SLACK = 1 + ROUNDING;

/** A dozen figures are asked of the same cells, whose columns nobody writes to once they are made. */
const SOUND = new WeakSet<CalibrationCells>();

/** Refuses cells whose sums no verdicts can have, or that are not in the order of their bands: a fit would crawl or answer nonsense. */
export function requireCells(caller: string, cells: CalibrationCells): void {
  if (SOUND.has(cells)) return;
  if (!areSound(cells))
    throw new RangeError(
      `${caller} requires cells sorted by band in [0, 1000000], with finite weight > 0, whole 0 <= correct <= verdicts, verdicts > 0, and sums of confidences in [0, 1]`,
    );
  SOUND.add(cells);
}

function areSound(cells: CalibrationCells): boolean {
  const { length, band, weight, verdicts, correct, confidence, squaredConfidence, correctConfidence } = cells;
  const columns = [band, weight, verdicts, correct, confidence, squaredConfidence, correctConfidence];
  let sound = Number.isSafeInteger(length) && columns.every((column) => column.length >= length);
  let last = 0;
  for (let i = 0; sound && i < length; i += 1) {
    const at = band[i] as number;
    const w = weight[i] as number;
    const n = verdicts[i] as number;
    const k = correct[i] as number;
    const s = confidence[i] as number;
    const ss = squaredConfidence[i] as number;
    const sk = correctConfidence[i] as number;
    sound = at >= last && at <= 1_000_000 && w > 0 && w < Infinity;
    sound &&= Number.isSafeInteger(n) && Number.isSafeInteger(k) && n > 0 && k >= 0 && k <= n;
    sound &&= s >= 0 && s <= n * SLACK;
    // Squares are at most as large as what they are squares of, and have at least the square of its mean for their own.
    sound &&= ss <= s * SLACK && ss * n >= s * s - n * n * ROUNDING;
    // What is not of the right verdicts is of the wrong ones, of which there are n - k.
    sound &&= sk >= 0 && sk <= s * SLACK && sk <= k * SLACK && s - sk <= n - k + n * ROUNDING;
    last = at;
  }
  return sound;
}
