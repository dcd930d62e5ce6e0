import type { Evidence } from '../contracts/evidence.ts';
import type { CalibrationCells } from '../statistics/index.ts';
import { isJudged, weightOf } from '../tuning/index.ts';

const MILLION = 1_000_000;

/** The judged decisions of an evidence as calibration figures want them, the lowest confidence first. Right is `agree`. */
export function judgedCells({ cells, selection }: Evidence): CalibrationCells {
  const judged = cells.filter(isJudged).map((cell) => ({ cell, weight: weightOf(cell, selection) }));
  judged.sort((a, b) => a.cell.band - b.cell.band || a.weight - b.weight);
  const column = (): Float64Array => new Float64Array(judged.length);
  const [bands, weights, verdicts, correct] = [column(), column(), column(), column()];
  const [confidence, squaredConfidence, correctConfidence] = [column(), column(), column()];
  let place = -1;
  for (const { cell, weight } of judged) {
    const { band, decisions, excess, excessSquared, outcome } = cell;
    if (place < 0 || bands[place] !== band || weights[place] !== weight) place += 1;
    const sum = (decisions * band + excess) / MILLION;
    bands[place] = band;
    weights[place] = weight;
    add(verdicts, place, decisions);
    add(confidence, place, sum);
    add(squaredConfidence, place, (decisions * band ** 2 + 2 * band * excess + excessSquared) / MILLION ** 2);
    if (outcome !== 'agree') continue;
    add(correct, place, decisions);
    add(correctConfidence, place, sum);
  }
  const length = place + 1;
  return {
    length,
    band: bands.subarray(0, length),
    weight: weights.subarray(0, length),
    verdicts: verdicts.subarray(0, length),
    correct: correct.subarray(0, length),
    confidence: confidence.subarray(0, length),
    squaredConfidence: squaredConfidence.subarray(0, length),
    correctConfidence: correctConfidence.subarray(0, length),
  };
}

function add(into: Float64Array, place: number, amount: number): void {
  into[place] = (into[place] as number) + amount;
}
