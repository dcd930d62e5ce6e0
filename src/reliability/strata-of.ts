import type { CutCell } from '../contracts/cut-counts.ts';
import type { Stratum } from '../statistics/index.ts';
import { WeightStrata } from './weight-strata.ts';

/** Judged decisions by their weight, and how many of each were wrong. */
export function strataOf(cells: readonly Pick<CutCell, 'weight' | 'reviewed' | 'wrong'>[]): Stratum[] {
  const strata = new WeightStrata();
  for (const { weight, reviewed, wrong } of cells) strata.add(weight, wrong, reviewed);
  return strata.list();
}
