import { binIndex } from './bin-index.ts';
import type { CalibrationCells } from './calibration-cells.ts';
import { equalMassBins } from './equal-mass-bins.ts';

/** The bin of each cell, 0 to bins - 1, never decreasing. */
export interface CellBins {
  readonly bins: number;
  readonly binOf: Int32Array;
}

/** Bins of equal width, by band. */
export function widthBins({ length, band }: CalibrationCells, bins: number): CellBins {
  const binOf = new Int32Array(length);
  for (let i = 0; i < length; i += 1)
    binOf[i] =
      i > 0 && band[i] === band[i - 1]
        ? (binOf[i - 1] as number)
        : binIndex(Math.round(band[i] as number), bins);
  return { bins, binOf };
}

/** Bins of about equal weight; cells of one band, which are ties, stay together, and a heavy band can leave bins empty. */
export function massBins(cells: CalibrationCells, bins: number): CellBins {
  const ties = bandBins(cells);
  const weights = new Float64Array(ties.bins);
  for (let i = 0; i < cells.length; i += 1) {
    const tie = ties.binOf[i] as number;
    weights[tie] = (weights[tie] as number) + (cells.weight[i] as number) * (cells.verdicts[i] as number);
  }
  const binOfTie = equalMassBins({ weights, bins });
  return { bins, binOf: ties.binOf.map((tie) => binOfTie[tie] as number) };
}

/** Each distinct band by itself. */
export function bandBins({ length, band }: CalibrationCells): CellBins {
  const binOf = new Int32Array(length);
  let bins = 0;
  for (let i = 0; i < length; i += 1) {
    if (i === 0 || band[i] !== band[i - 1]) bins += 1;
    binOf[i] = bins - 1;
  }
  return { bins, binOf };
}
