import type { CalibrationCells } from './calibration-cells.ts';
import { requireCells } from './require-cells.ts';

/** One number for a whole risk-coverage curve; less is better. */
export interface SelectiveSummary {
  /** Mean error rate over all coverages, in [0, 1], ties in random order. */
  readonly aurc: number;
  /** The same with straight lines between thresholds, as other tools have it. */
  readonly aurcTrapezoid: number;
  /** Mean over all coverages of errors let through per decision, in [0, 0.5]. */
  readonly augrc: number;
  /** The least that this error rate allows: all errors at the bottom. */
  readonly aurcOptimal: number;
  readonly augrcOptimal: number;
  /** What the order costs beyond that, >= 0 but for rounding. */
  readonly excessAurc: number;
  readonly excessAugrc: number;
}

/**
 * Areas under the risk-coverage curve and its generalised form.
 *
 * Use `augrc` to compare confidences as a basis for acting alone: `aurc` is ruled by the few most confident decisions. Rows
 * of one band count in random order, in expectation, so the order of rows changes nothing.
 *
 * @param input cells, sorted by band
 * @returns the areas; null without any verdict
 * @throws RangeError unless the cells are sums of verdicts
 * @see Geifman, Uziel & El-Yaniv, "Bias-reduced uncertainty estimation for deep neural classifiers", 2019; Traub et al.,
 *   "Overcoming common flaws in the evaluation of selective classification systems", 2024
 * @example
 * selectiveSummary({ cells: calibrationCells({ confidence: [0.42, 0.87], correct: [0, 1] }) });
 * // => { aurc: 0.1534264097200…, aurcTrapezoid: 0.125, augrc: 0.125, aurcOptimal: 0.1534264097200…, … }
 */
export function selectiveSummary(input: { readonly cells: CalibrationCells }): SelectiveSummary | null {
  requireCells('selectiveSummary', input.cells);
  const { length, band, weight, verdicts, correct } = input.cells;
  if (length === 0) return null;
  let accepted = 0;
  let errors = 0;
  let area = 0;
  let trapezoid = 0;
  let generalised = 0;
  for (let i = length - 1; i >= 0; ) {
    const tie = band[i];
    let w = 0;
    let e = 0;
    for (; i >= 0 && band[i] === tie; i -= 1) {
      const unit = weight[i] as number;
      const n = verdicts[i] as number;
      w += unit * n;
      e += unit * (n - (correct[i] as number));
    }
    if (accepted === 0) {
      area += e;
      trapezoid += e;
    } else {
      area += e + ((errors * w - e * accepted) * Math.log1p(w / accepted)) / w;
      trapezoid += (w * (errors / accepted + (errors + e) / (accepted + w))) / 2;
    }
    generalised += w * (errors + e / 2);
    accepted += w;
    errors += e;
  }
  const rate = errors / accepted;
  const aurc = area / accepted;
  const augrc = generalised / accepted / accepted;
  const aurcOptimal = rate < 1 ? rate + (1 - rate) * Math.log1p(-rate) : 1;
  const augrcOptimal = (rate * rate) / 2;
  return {
    aurc,
    aurcTrapezoid: trapezoid / accepted,
    augrc,
    aurcOptimal,
    augrcOptimal,
    excessAurc: aurc - aurcOptimal,
    excessAugrc: augrc - augrcOptimal,
  };
}
