import type { CalibrationCells } from './calibration-cells.ts';
import type { CellBins } from './cell-bins.ts';

/** Sums over the cells of one bin, as the calibration errors want them. */
export interface BinSums {
  readonly n: number;
  /** Σ w, Σ w y and Σ w c. */
  readonly weight: number;
  readonly correct: number;
  readonly confidence: number;
  /** Σ w², Σ w² y and Σ w² c. */
  readonly squaredWeight: number;
  readonly squaredCorrect: number;
  readonly squaredConfidence: number;
}

/** Adds cells up into bins, the empty ones included. */
export function binSums(cells: CalibrationCells, { bins, binOf }: CellBins): BinSums[] {
  const sums: BinSums[] = [];
  for (let bin = 0, from = 0; bin < bins; bin += 1) {
    let to = from;
    while (to < cells.length && binOf[to] === bin) to += 1;
    sums.push(sumOf(cells, from, to));
    from = to;
  }
  return sums;
}

function sumOf(cells: CalibrationCells, from: number, to: number): BinSums {
  let n = 0;
  let weight = 0;
  let correct = 0;
  let confidence = 0;
  let squaredWeight = 0;
  let squaredCorrect = 0;
  let squaredConfidence = 0;
  for (let i = from; i < to; i += 1) {
    const w = cells.weight[i] as number;
    const verdicts = cells.verdicts[i] as number;
    const wk = w * (cells.correct[i] as number);
    const ws = w * (cells.confidence[i] as number);
    n += verdicts;
    weight += w * verdicts;
    correct += wk;
    confidence += ws;
    squaredWeight += w * w * verdicts;
    squaredCorrect += w * wk;
    squaredConfidence += w * ws;
  }
  return { n, weight, correct, confidence, squaredWeight, squaredCorrect, squaredConfidence };
}
