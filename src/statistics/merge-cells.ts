import type { CalibrationCells } from './calibration-cells.ts';

const COLUMNS = ['verdicts', 'correct', 'confidence', 'squaredConfidence', 'correctConfidence'] as const;

/**
 * Adds up the verdicts of several periods, cell by cell.
 *
 * @param parts cells made on the same bands
 * @returns cells of all of them, one a (band, weight)
 * @example
 * const [monday, tuesday] = [[1], [0]].map((correct) => calibrationCells({ confidence: [0.9], correct }));
 * mergeCells([monday, tuesday]).verdicts; // => [2]
 */
export function mergeCells(parts: readonly CalibrationCells[]): CalibrationCells {
  const places = parts.flatMap((cells) => Array.from({ length: cells.length }, (_, i) => ({ cells, i })));
  const weightOf = ({ cells, i }: (typeof places)[number]): number => cells.weight[i] as number;
  const bandOf = ({ cells, i }: (typeof places)[number]): number => cells.band[i] as number;
  places.sort((left, right) => bandOf(left) - bandOf(right) || weightOf(left) - weightOf(right));
  const starts = places.filter((place, at) => {
    const before = places[at - 1];
    return before === undefined || bandOf(before) !== bandOf(place) || weightOf(before) !== weightOf(place);
  });
  const sums = COLUMNS.map(() => new Float64Array(starts.length));
  let cell = -1;
  for (const place of places) {
    if (place === starts[cell + 1]) cell += 1;
    COLUMNS.forEach((name, column) => {
      sums[column]![cell]! += place.cells[name][place.i] as number;
    });
  }
  const [verdicts, correct, confidence, squaredConfidence, correctConfidence] = sums as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return {
    length: starts.length,
    band: Float64Array.from(starts, bandOf),
    weight: Float64Array.from(starts, weightOf),
    verdicts,
    correct,
    confidence,
    squaredConfidence,
    correctConfidence,
  };
}
