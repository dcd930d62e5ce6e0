/**
 * Verdicts counted by confidence and weight, column by column: a hundred thousand objects would cost more than the figures
 * made of them. Sorted by band; cells of one band, which differ in weight, stand side by side and are ties.
 */
export interface CalibrationCells {
  readonly length: number;
  /** What orders them, and makes ties: confidence in whole ppm, or the lower edge of a band of them. */
  readonly band: Float64Array;
  /** Decisions that each verdict stands for, > 0. */
  readonly weight: Float64Array;
  /** n, > 0. */
  readonly verdicts: Float64Array;
  /** Σ y: verdicts that agree with the AI. */
  readonly correct: Float64Array;
  /** Σ c, each c in [0, 1]. */
  readonly confidence: Float64Array;
  /** Σ c². */
  readonly squaredConfidence: Float64Array;
  /** Σ c y. */
  readonly correctConfidence: Float64Array;
}

const MILLION = 1_000_000;

/**
 * Counts rows into cells, one a distinct (confidence, weight).
 *
 * @param rows confidence in [0, 1]; correct 0 or 1; weight > 0, 1 where absent: lists of one length
 * @throws RangeError outside those ranges
 * @example
 * calibrationCells({ confidence: [0.9, 0.9, 0.5], correct: [1, 0, 1] }).verdicts; // => [1, 2]
 */
export function calibrationCells(rows: {
  readonly confidence: readonly number[];
  readonly correct: readonly number[];
  readonly weight?: readonly number[];
}): CalibrationCells {
  const { confidence, correct, weight } = rows;
  const weightOf = (row: number): number => (weight === undefined ? 1 : (weight[row] ?? Number.NaN));
  if (correct.length !== confidence.length || (weight !== undefined && weight.length !== confidence.length))
    throw new RangeError('calibrationCells requires lists of one length');
  for (const [row, c] of confidence.entries()) {
    const w = weightOf(row);
    if (!(c >= 0 && c <= 1) || (correct[row] !== 0 && correct[row] !== 1) || !(w > 0 && w < Infinity))
      throw new RangeError(
        'calibrationCells requires confidence in [0, 1], correct 0 or 1, and finite weight > 0',
      );
  }
  const order = confidence.map((_, row) => row);
  order.sort((a, b) => (confidence[a] as number) - (confidence[b] as number) || weightOf(a) - weightOf(b));
  const cells: number[][] = [];
  let [lastConfidence, lastWeight] = [Number.NaN, Number.NaN];
  for (const row of order) {
    const [c, w, y] = [confidence[row] as number, weightOf(row), correct[row] as number];
    if (c !== lastConfidence || w !== lastWeight) cells.push([c * MILLION, w, 0, 0, 0, 0, 0]);
    [lastConfidence, lastWeight] = [c, w];
    const cell = cells.at(-1) as number[];
    for (const [place, amount] of [1, y, c, c * c, c * y].entries())
      cell[place + 2] = (cell[place + 2] as number) + amount;
  }
  const column = (place: number): Float64Array => Float64Array.from(cells, (cell) => cell[place] as number);
  return {
    length: cells.length,
    band: column(0),
    weight: column(1),
    verdicts: column(2),
    correct: column(3),
    confidence: column(4),
    squaredConfidence: column(5),
    correctConfidence: column(6),
  };
}
