import type { CalibrationCells } from './calibration-cells.ts';
import { sigmoid } from './log-odds.ts';
import { symmetricInverse } from './symmetric-inverse.ts';

export interface LogisticFit {
  /** One a column. */
  readonly coefficients: readonly number[];
  /** Allows for unequal weights; with equal weights it is the inverse of the information. */
  readonly covariance: readonly (readonly number[])[];
}

/** Far above what convergence takes; data without a finite maximum never converge. */
const MOST_STEPS = 60;
const MOST_HALVINGS = 30;
const CONVERGED = 1e-10;

/**
 * Weighted logistic regression of the share of right verdicts on columns made of the cells, by Newton's method.
 *
 * @param cells their weight and verdicts count, their confidence does not
 * @param columns one value a cell each; a column of ones for the intercept
 * @param targets share of right verdicts of each cell, in [0, 1]; smoothed or not
 * @returns null when there is no finite maximum (separable verdicts) or no unique one (columns that repeat each other)
 */
export function logisticFit(
  cells: CalibrationCells,
  columns: readonly Float64Array[],
  targets: Float64Array,
): LogisticFit | null {
  const weightOf = (i: number): number => cells.weight[i]! * cells.verdicts[i]!;
  const predictor = (i: number, coefficients: readonly number[]): number => {
    let eta = 0;
    for (let j = 0; j < columns.length; j += 1) eta += coefficients[j]! * columns[j]![i]!;
    return eta;
  };
  const lossAt = (coefficients: readonly number[]): number => {
    let loss = 0;
    for (let i = 0; i < cells.length; i += 1) {
      const eta = predictor(i, coefficients);
      loss += weightOf(i) * (Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))) - targets[i]! * eta);
    }
    return loss;
  };
  const derivativesAt = (coefficients: readonly number[]) => {
    const gradient = columns.map(() => 0);
    const information = columns.map(() => columns.map(() => 0));
    const spread = columns.map(() => columns.map(() => 0));
    for (let i = 0; i < cells.length; i += 1) {
      const share = sigmoid(predictor(i, coefficients));
      const weight = weightOf(i);
      const bend = weight * share * (1 - share);
      columns.forEach((left, a) => {
        gradient[a]! += weight * (targets[i]! - share) * left[i]!;
        columns.forEach((right, b) => {
          const product = bend * left[i]! * right[i]!;
          information[a]![b]! += product;
          spread[a]![b]! += cells.weight[i]! * product;
        });
      });
    }
    return { gradient, inverse: symmetricInverse(information), spread };
  };

  let coefficients = columns.map(() => 0);
  let loss = lossAt(coefficients);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { gradient, inverse, spread } = derivativesAt(coefficients);
    if (inverse === null) return null;
    const change = inverse.map((row) => row.reduce((sum, entry, j) => sum + entry * gradient[j]!, 0));
    const full = coefficients.map((value, j) => value + change[j]!);
    if (change.every((delta, j) => Math.abs(delta) <= CONVERGED * (1 + Math.abs(coefficients[j]!))))
      return { coefficients: full, covariance: sandwich(inverse, spread) };
    let length = 1;
    let next = full;
    for (let halving = 0; halving < MOST_HALVINGS; halving += 1) {
      // Near the minimum two losses differ by rounding only; a full step is right there.
      if (lossAt(next) <= loss + 1e-12 * (1 + Math.abs(loss))) break;
      length /= 2;
      next = coefficients.map((value, j) => value + length * change[j]!);
    }
    coefficients = next;
    loss = lossAt(coefficients);
  }
  return null;
}

function sandwich(bread: readonly (readonly number[])[], filling: readonly (readonly number[])[]) {
  const times = (left: readonly (readonly number[])[], right: readonly (readonly number[])[]) =>
    left.map((row) => right[0]!.map((_, j) => row.reduce((sum, entry, k) => sum + entry * right[k]![j]!, 0)));
  return times(times(bread, filling), bread);
}
