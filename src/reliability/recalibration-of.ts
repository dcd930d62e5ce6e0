import type { FoldColumns } from '../contracts/cut-counts.ts';
import type { Recalibration } from '../contracts/recalibration.ts';
import { type CalibrationCells, chooseRecalibration } from '../statistics/index.ts';

const MILLION = 1_000_000;
/** Decides which curves chance is seen to draw: any number will do, as long as it stays the same. */
const SEED = 0;

/** Which map, if any, would make the confidence say what it is worth, judged by how each predicted what came later. */
export function recalibrationOf(folds: FoldColumns): Recalibration {
  const { kind, map, reason, effectiveVerdicts, p, scores } = chooseRecalibration({
    folds: cellsOf(folds),
    seed: SEED,
  });
  return { kind, map, reason, effective: effectiveVerdicts, p, logLoss: scores };
}

function cellsOf({ fold, confidence, weight, verdicts, correct }: FoldColumns): CalibrationCells[] {
  const folds: CalibrationCells[] = [];
  for (let from = 0; from < fold.length; ) {
    let to = from;
    while (to < fold.length && fold[to] === fold[from]) to++;
    const share = confidence.slice(from, to).map((ppm) => ppm / MILLION);
    const of = (column: Float64Array, factor: (place: number) => number): Float64Array =>
      column.slice(from, to).map((value, place) => value * factor(place));
    const c = (place: number): number => share[place] as number;
    folds.push({
      length: to - from,
      band: confidence.slice(from, to),
      weight: weight.slice(from, to),
      verdicts: verdicts.slice(from, to),
      correct: correct.slice(from, to),
      confidence: of(verdicts, c),
      squaredConfidence: of(verdicts, (place) => c(place) ** 2),
      correctConfidence: of(correct, c),
    });
    from = to;
  }
  return folds;
}
