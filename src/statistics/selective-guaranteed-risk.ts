import { clopperPearson } from './clopper-pearson.ts';
import { requireOpenUnit } from './require-open-unit.ts';

/**
 * Selection with guaranteed risk (SGR): halves its way along the sorted confidences to a threshold whose exact risk bound
 * meets a target.
 *
 * Kept for comparison: valid only for one look, distinct confidences and a risk that falls as confidence rises; use
 * `fallback` to choose a threshold. It answers its last step, feasible or not.
 *
 * @param input confidence10000, distinct whole numbers (confidence x 10 000); errors, a string of one `0` or `1` each (1 =
 *   overridden); targetRisk and delta, the failure probability, in (0, 1)
 * @returns theta, the threshold as a confidence in [0, 1]; n and k, the decisions at or above it and the errors among
 *   them; bound, the upper bound on their risk; feasible, whether bound <= targetRisk
 * @throws RangeError outside those ranges, or for tied confidences
 * @see Geifman & El-Yaniv, "Selective classification for deep neural networks", 2017
 * @example
 * selectiveGuaranteedRisk({ confidence10000: [9000, 5000], errors: '01', targetRisk: 0.1, delta: 0.05 });
 * // => { theta: 0.9, bound: 0.95, n: 1, k: 0, feasible: false }
 */
export function selectiveGuaranteedRisk(input: {
  readonly confidence10000: readonly number[];
  readonly errors: string;
  readonly targetRisk: number;
  readonly delta: number;
}): { theta: number; bound: number; n: number; k: number; feasible: boolean } {
  const { confidence10000, errors, targetRisk, delta } = input;
  requireOpenUnit('selectiveGuaranteedRisk', 'targetRisk', targetRisk);
  requireOpenUnit('selectiveGuaranteedRisk', 'delta', delta);
  const m = confidence10000.length;
  if (m === 0 || errors.length !== m || !/^[01]+$/.test(errors)) {
    throw new RangeError('selectiveGuaranteedRisk requires at least one decision and one 0 or 1 for each');
  }
  const wholeAndDistinct = confidence10000.every(
    (value) => Number.isInteger(value) && value >= 0 && value <= 10_000,
  );
  if (!wholeAndDistinct || new Set(confidence10000).size !== m) {
    throw new RangeError('selectiveGuaranteedRisk requires distinct whole confidences from 0 to 10000');
  }

  const order = confidence10000.map((confidence, i) => ({ confidence, isError: errors[i] === '1' }));
  order.sort((left, right) => left.confidence - right.confidence);
  const halvings = Math.max(1, Math.ceil(Math.log2(m)));
  let [low, high] = [0, m - 1];
  let answer = { theta: 0, bound: 1, n: 0, k: 0, feasible: false };
  for (let step = 0; step <= halvings; step += 1) {
    const middle = Math.ceil((low + high) / 2);
    const selected = order.slice(middle);
    const k = selected.filter(({ isError }) => isError).length;
    const bound = clopperPearson({ errors: k, n: selected.length, delta: delta / halvings }).upper;
    const theta = (order[middle] as { confidence: number }).confidence / 10_000;
    answer = { theta, bound, n: selected.length, k, feasible: bound <= targetRisk };
    if (answer.feasible) high = middle;
    else low = middle;
  }
  return answer;
}
