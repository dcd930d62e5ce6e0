import type { Evidence, EvidenceCell, Selection } from '../contracts/evidence.ts';
import type { CalibrationCells } from '../statistics/index.ts';

const MILLION = 1_000_000;

/**
 * The judged decisions of an evidence as calibration figures want them, the lowest confidence first, each weighted by one
 * over its inclusion probability. Right is `agree`. Sums are exact, whatever the width of the bands.
 *
 * Unknown selection leaves no weights: figures of it are plain and descriptive.
 */
export function judgedCells({ cells, selection }: Evidence): CalibrationCells {
  const judged: EvidenceCell[] = [];
  // Evidence comes with the highest confidence first.
  for (let i = cells.length - 1; i >= 0; i -= 1) {
    const cell = cells[i] as EvidenceCell;
    if (isJudged(cell) && cell.decisions > 0) judged.push(cell);
  }
  const columns = Array.from({ length: 7 }, () => new Float64Array(judged.length)) as unknown as Columns;
  const [band, weight, verdicts, correct, confidence, squaredConfidence, correctConfidence] = columns;
  let place = -1;
  for (const { cell, w } of inOrder(judged, selection)) {
    if (place < 0 || band[place] !== cell.band || weight[place] !== w) place += 1;
    const sum = (cell.decisions * cell.band + cell.excess) / MILLION;
    const squares = cell.decisions * cell.band ** 2 + 2 * cell.band * cell.excess + cell.excessSquared;
    band[place] = cell.band;
    weight[place] = w;
    verdicts[place] = (verdicts[place] as number) + cell.decisions;
    confidence[place] = (confidence[place] as number) + sum;
    squaredConfidence[place] = (squaredConfidence[place] as number) + squares / MILLION ** 2;
    if (cell.outcome !== 'agree') continue;
    correct[place] = (correct[place] as number) + cell.decisions;
    correctConfidence[place] = (correctConfidence[place] as number) + sum;
  }
  const length = place + 1;
  const cut = (column: Float64Array): Float64Array => column.subarray(0, length);
  return {
    length,
    band: cut(band),
    weight: cut(weight),
    verdicts: cut(verdicts),
    correct: cut(correct),
    confidence: cut(confidence),
    squaredConfidence: cut(squaredConfidence),
    correctConfidence: cut(correctConfidence),
  };
}

type Columns = readonly [
  band: Float64Array,
  weight: Float64Array,
  verdicts: Float64Array,
  correct: Float64Array,
  confidence: Float64Array,
  squaredConfidence: Float64Array,
  correctConfidence: Float64Array,
];

interface Weighted {
  readonly cell: EvidenceCell;
  readonly w: number;
}

/** By band, then by weight. */
function inOrder(judged: readonly EvidenceCell[], selection: Selection): Weighted[] {
  const order: Weighted[] = [];
  let isSorted = true;
  for (const cell of judged) {
    const one = { cell, w: weightOf(cell, selection) };
    const last = order.at(-1);
    isSorted &&= last === undefined || compare(last, one) <= 0;
    order.push(one);
  }
  return isSorted ? order : order.sort(compare);
}

function compare(a: Weighted, b: Weighted): number {
  return a.cell.band - b.cell.band || a.w - b.w;
}

/** Whether people said if it was right. */
export function isJudged({ outcome }: EvidenceCell): boolean {
  return outcome === 'agree' || outcome === 'edit' || outcome === 'override';
}

/** For how many decisions each of a cell stands: one over its inclusion probability, 1 where nobody knows that. */
export function weightOf({ inclusion }: EvidenceCell, selection: Selection): number {
  return selection === 'unknown' ? 1 : 1 / (inclusion ?? 1);
}
