import type { CalibrationCells } from './calibration-cells.ts';

/** One row a distinct band, ascending: what orders decisions cannot tell the verdicts of one apart. */
export interface TiedBands {
  readonly length: number;
  readonly band: Float64Array;
  /** Σ w. */
  readonly weight: Float64Array;
  /** Σ w y. */
  readonly correct: Float64Array;
}

/** Adds up the cells of each band, which differ in weight. */
export function tiedBands(cells: CalibrationCells): TiedBands {
  const band = new Float64Array(cells.length);
  const weight = new Float64Array(cells.length);
  const correct = new Float64Array(cells.length);
  let last = -1;
  for (let i = 0; i < cells.length; i += 1) {
    const at = cells.band[i] as number;
    const w = cells.weight[i] as number;
    if (last < 0 || at !== band[last]) {
      last += 1;
      band[last] = at;
    }
    weight[last] = (weight[last] as number) + w * (cells.verdicts[i] as number);
    correct[last] = (correct[last] as number) + w * (cells.correct[i] as number);
  }
  return { length: last + 1, band, weight, correct };
}
