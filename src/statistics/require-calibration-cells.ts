import type { CalibrationCells } from './calibration-cells.ts';

/** Sums of decimals may pass their bound by rounding. */
const SLACK = 1 + 1e-9;

/** Refuses cells whose sums cannot come from verdicts, or that are not in the order of their bands. */
export function requireCalibrationCells(caller: string, cells: CalibrationCells): void {
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
    sound =
      at >= last && at <= 1_000_000 && w > 0 && w < Infinity && n > 0 && n < Infinity && k >= 0 && k <= n;
    sound &&= s >= 0 && s <= n * SLACK && ss >= 0 && ss <= s * SLACK;
    sound &&= sk >= 0 && sk <= s * SLACK && sk <= k * SLACK;
    last = at;
  }
  if (!sound) {
    throw new RangeError(
      `${caller} requires cells sorted by band in [0, 1000000], finite weight > 0 and verdicts > 0, and sums of verdicts with confidence in [0, 1]`,
    );
  }
}
