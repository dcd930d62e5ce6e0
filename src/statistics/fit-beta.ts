import type { RecalibrationMap } from '../contracts/recalibration.ts';
import type { CalibrationCells } from './calibration-cells.ts';
import { cellsLogLoss } from './cells-log-loss.ts';
import { clipConfidence, sigmoid } from './log-odds.ts';
import { logisticFit } from './logistic-fit.ts';
import { requireCells } from './require-cells.ts';
import { FLAT } from './slope-floor.ts';
import { verdictTargets } from './verdict-targets.ts';

export interface BetaFit {
  /** Of ln c; >= 0. */
  readonly a: number;
  /** Of -ln(1 - c); >= 0. */
  readonly b: number;
  readonly intercept: number;
  /** Mean log loss after the map, on the verdicts it was fitted to. */
  readonly logLoss: number;
  /** Null when neither term rises. */
  readonly map: Extract<RecalibrationMap, { kind: 'beta' }> | null;
}

interface Coefficients {
  readonly a: number;
  readonly b: number;
  readonly intercept: number;
}

/**
 * Beta calibration: sigmoid(a ln c - b ln(1 - c) + intercept), which bends the two ends of the scale independently.
 *
 * A term that would fall is dropped and the rest fitted again; of two such terms the one goes without which the other fits
 * best. Fit it on exact confidences or fine bands only: its second term feels the width of a band near 1.
 *
 * @param input cells
 * @returns the fit; null when there is none: verdicts of one kind or separable, or fewer than three confidences
 * @throws RangeError for cells that no verdicts can have
 * @see Kull, Silva Filho & Flach, "Beta calibration", 2017
 * @example
 * const confidence = [0.5, 0.5, 0.8, 0.8, 0.8, 0.95, 0.95, 0.95, 0.95];
 * fitBeta({ cells: calibrationCells({ confidence, correct: [1, 0, 1, 0, 1, 1, 1, 0, 1] }) })?.map?.kind; // => 'beta'
 */
export function fitBeta(input: { readonly cells: CalibrationCells }): BetaFit | null {
  const { cells } = input;
  requireCells('fitBeta', cells);
  const targets = verdictTargets(cells, 'verdicts');
  if (targets === null) return null;

  const clipped = Float64Array.from(cells.confidence, (sum, i) => clipConfidence(sum / cells.verdicts[i]!));
  const terms = {
    a: clipped.map((c) => Math.log(c)),
    b: clipped.map((c) => -Math.log1p(-c)),
    intercept: new Float64Array(cells.length).fill(1),
  };
  const fitOf = (names: readonly (keyof Coefficients)[]): Coefficients | null => {
    const columns = names.map((name) => terms[name]);
    const fit = logisticFit(cells, columns, targets);
    if (fit === null) return null;
    const of = (name: keyof Coefficients): number => fit.coefficients[names.indexOf(name)] ?? 0;
    return { a: of('a'), b: of('b'), intercept: of('intercept') };
  };
  const answer = ({ a, b, intercept }: Coefficients): BetaFit => {
    const { loss, weight } = cellsLogLoss(cells, (confidence) => {
      const c = clipConfidence(confidence);
      return sigmoid(a * Math.log(c) - b * Math.log1p(-c) + intercept);
    });
    const map = a > FLAT || b > FLAT ? ({ kind: 'beta', a, b, intercept } as const) : null;
    return { a, b, intercept, logLoss: loss / weight, map };
  };

  const whole = fitOf(['a', 'b', 'intercept']);
  if (whole === null) return null;
  if (whole.a >= 0 && whole.b >= 0) return answer(whole);
  const reduced = [
    whole.a < 0 ? fitOf(['b', 'intercept']) : null,
    whole.b < 0 ? fitOf(['a', 'intercept']) : null,
  ]
    .filter((fit) => fit !== null && fit.a >= 0 && fit.b >= 0)
    .map((fit) => answer(fit as Coefficients))
    .sort((left, right) => left.logLoss - right.logLoss);
  if (reduced[0] !== undefined) return reduced[0];
  const flat = fitOf(['intercept']);
  return flat === null ? null : answer(flat);
}
