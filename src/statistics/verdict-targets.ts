import type { CalibrationCells } from './calibration-cells.ts';

export type VerdictTargets = 'verdicts' | 'smoothed';

/**
 * The share of right verdicts that a logistic fit aims at, cell by cell.
 *
 * `smoothed` counts one more verdict of either kind (Platt, "Probabilistic outputs for support vector machines", 1999):
 * a finite fit then exists for separable verdicts and for verdicts of one kind too.
 *
 * @returns null for plain verdicts of one kind, or none: no confidence can be fitted to them
 */
export function verdictTargets(cells: CalibrationCells, kind: VerdictTargets): Float64Array | null {
  let [right, wrong] = [0, 0];
  for (let i = 0; i < cells.length; i += 1) {
    right += cells.weight[i]! * cells.correct[i]!;
    wrong += cells.weight[i]! * (cells.verdicts[i]! - cells.correct[i]!);
  }
  if (kind === 'verdicts' ? right === 0 || wrong === 0 : right + wrong === 0) return null;
  const [low, high] = kind === 'verdicts' ? [0, 1] : [1 / (wrong + 2), (right + 1) / (right + 2)];
  return Float64Array.from(cells.verdicts, (n, i) => {
    const share = cells.correct[i]! / n;
    return share * high + (1 - share) * low;
  });
}
