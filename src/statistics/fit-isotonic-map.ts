import type { RecalibrationMap } from '../contracts/recalibration.ts';
import type { CalibrationCells } from './calibration-cells.ts';
import { poolAdjacentViolators } from './pool-adjacent-violators.ts';
import { pooledCells } from './pooled-cells.ts';
import { requireCells } from './require-cells.ts';

/**
 * Isotonic recalibration: the non-decreasing curve nearest to the verdicts, of whatever shape.
 *
 * Use it from some 1000 verdicts on, where a logistic curve is itself rejected. Confidences are first drawn together into
 * pools of equal weight, which beats the raw fit everywhere. A block whose verdicts are all alike counts one verdict of
 * either kind more, so that the map never claims certainty.
 *
 * @param input cells; pools, whole, >= 2, default 20
 * @returns the map, whose knots are the pools; null when it would be flat, or there are no verdicts
 * @throws RangeError outside those ranges
 * @see Zadrozny & Elkan, "Transforming classifier scores into accurate multiclass probability estimates", 2002
 * @example
 * fitIsotonicMap({ cells: calibrationCells({ confidence: [0.4, 0.4, 0.9, 0.9], correct: [0, 1, 1, 1] }) });
 * // => { kind: 'isotonic', confidence: [0.4, 0.9], accuracy: [0.5, 0.75] }
 */
export function fitIsotonicMap(input: {
  readonly cells: CalibrationCells;
  readonly pools?: number;
}): Extract<RecalibrationMap, { kind: 'isotonic' }> | null {
  const { cells, pools = 20 } = input;
  requireCells('fitIsotonicMap', cells);
  if (!Number.isSafeInteger(pools) || pools < 2)
    throw new RangeError('fitIsotonicMap requires pools to be whole and >= 2');
  const pooled = pooledCells(cells, pools);
  const fitted = poolAdjacentViolators(pooled.accuracy, pooled.weight);
  const first = fitted[0];
  const last = fitted.at(-1);
  if (first === undefined || last === undefined || first === last) return null;

  const alikeAt = (value: number): number =>
    pooled.verdicts.reduce((sum, n, i) => (fitted[i] === value ? sum + n : sum), 0);
  const accuracy = Array.from(fitted, (value) => {
    // A small block at an end must not be drawn past its neighbour.
    if (value === 0) return Math.min(1 / (alikeAt(0) + 2), fitted.find((next) => next > 0)!);
    if (value === 1) return Math.max(1 - 1 / (alikeAt(1) + 2), fitted.findLast((next) => next < 1)!);
    return value;
  });
  if (accuracy[0] === accuracy.at(-1)) return null;
  return { kind: 'isotonic', confidence: [...pooled.confidence], accuracy };
}
