import { type CalibrationCells, equalMassBins } from '../statistics/index.ts';

/** The bin of each cell, and how many bins there are. */
export interface Binning {
  readonly bins: number;
  readonly binOf: (place: number) => number;
}

/** Cells into bins of about equal weight; cells of one band, which are ties, stay together. */
export function massBins(cells: CalibrationCells, bins: number): Binning {
  const { bandOf, weights } = bandsOf(cells);
  const binOfBand = equalMassBins({ weights, bins });
  return { bins, binOf: (place) => binOfBand[bandOf[place] as number] as number };
}

/** Each distinct band by itself. */
export function bandBins(cells: CalibrationCells): Binning {
  const { bandOf, weights } = bandsOf(cells);
  return { bins: weights.length, binOf: (place) => bandOf[place] as number };
}

function bandsOf({ length, band, weight, verdicts }: CalibrationCells) {
  const [bandOf, weights] = [new Int32Array(length), [] as number[]];
  for (let place = 0; place < length; place++) {
    if (place === 0 || band[place] !== band[place - 1]) weights.push(0);
    const last = weights.length - 1;
    bandOf[place] = last;
    weights[last] = (weights[last] as number) + (weight[place] as number) * (verdicts[place] as number);
  }
  return { bandOf, weights };
}
