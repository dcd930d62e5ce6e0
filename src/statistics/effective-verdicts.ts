import type { BinSums } from './bin-sums.ts';
import type { CalibrationCells } from './calibration-cells.ts';

/**
 * Verdicts of equal weight that would say as much, (Σ w)² / Σ w²: their number, when all weigh the same; 0 for none.
 *
 * @see Kish, "Survey sampling", 1965
 */
export function effectiveVerdicts({
  length,
  weight,
  verdicts,
}: Pick<CalibrationCells, 'length' | 'weight' | 'verdicts'>): number {
  let [total, squares] = [0, 0];
  for (let i = 0; i < length; i += 1) {
    const w = weight[i] as number;
    const n = verdicts[i] as number;
    total += w * n;
    squares += w * w * n;
  }
  return effectiveOf({ weight: total, squaredWeight: squares });
}

/** The same from sums. */
export function effectiveOf({ weight, squaredWeight }: Pick<BinSums, 'weight' | 'squaredWeight'>): number {
  return squaredWeight === 0 ? 0 : weight ** 2 / squaredWeight;
}
