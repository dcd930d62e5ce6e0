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

/** How many distinct bands there are. */
export function countBands({ length, band }: CalibrationCells): number {
  let count = 0;
  for (let i = 0; i < length; i += 1) if (i === 0 || band[i] !== band[i - 1]) count += 1;
  return count;
}

/** Adds up the cells of each band, which differ in weight. */
export function tiedBands(cells: CalibrationCells): TiedBands {
  const length = countBands(cells);
  const band = new Float64Array(length);
  const weight = new Float64Array(length);
  const correct = new Float64Array(length);
  const { length: size, band: bands, weight: units, verdicts, correct: agreed } = cells;
  for (let i = 0, row = 0; i < size; row += 1) {
    const at = bands[i] as number;
    let w = 0;
    let k = 0;
    for (; i < size && bands[i] === at; i += 1) {
      const unit = units[i] as number;
      w += unit * (verdicts[i] as number);
      k += unit * (agreed[i] as number);
    }
    band[row] = at;
    weight[row] = w;
    correct[row] = k;
  }
  return { length, band, weight, correct };
}
