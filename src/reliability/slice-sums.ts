import type { CutCell } from '../contracts/cut-counts.ts';

/** Weighted sums over judged decisions, as the comparison of two groups wants them. */
export interface SliceSums {
  readonly reviewed: number;
  readonly weight: number;
  readonly squaredWeight: number;
  /** The same over those that were wrong. */
  readonly wrong: number;
  readonly squaredWrong: number;
}

/** Adds cells up. */
export function sumsOf(cells: readonly Pick<CutCell, 'weight' | 'reviewed' | 'wrong'>[]): SliceSums {
  const sums = { reviewed: 0, weight: 0, squaredWeight: 0, wrong: 0, squaredWrong: 0 };
  for (const { weight, reviewed, wrong } of cells) {
    sums.reviewed += reviewed;
    sums.weight += weight * reviewed;
    sums.squaredWeight += weight ** 2 * reviewed;
    sums.wrong += weight * wrong;
    sums.squaredWrong += weight ** 2 * wrong;
  }
  return sums;
}

/** Verdicts of equal weight that would say as much of an error rate, and how many of them would be errors. */
export interface EffectiveCounts {
  readonly n: number;
  readonly errors: number;
}

/**
 * Effective counts of a group: Kish's number of verdicts, or fewer where errors lie among the heavy weights, so that their
 * rate is known less well (the linearised variance of a weighted share).
 */
export function effectiveCounts(sums: SliceSums): EffectiveCounts {
  const { weight, squaredWeight, wrong, squaredWrong } = sums;
  const rate = wrong / weight;
  const kish = weight ** 2 / squaredWeight;
  const spread = squaredWrong * (1 - rate) ** 2 + (squaredWeight - squaredWrong) * rate ** 2;
  const linearised = (rate * (1 - rate) * weight ** 2) / spread;
  const n = spread > 0 && linearised < kish ? linearised : kish;
  return { n, errors: rate * n };
}
