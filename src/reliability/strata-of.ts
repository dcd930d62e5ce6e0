import type { CutCell } from '../contracts/cut-counts.ts';
import type { Stratum } from '../statistics/index.ts';

/** Judged decisions by their weight, and how many of each were wrong. */
export function strataOf(cells: readonly Pick<CutCell, 'weight' | 'reviewed' | 'wrong'>[]): Stratum[] {
  const strata = new Map<number, { weight: number; successes: number; trials: number }>();
  for (const { weight, reviewed, wrong } of cells) {
    const stratum = strata.get(weight) ?? { weight, successes: 0, trials: 0 };
    strata.set(weight, stratum);
    stratum.trials += reviewed;
    stratum.successes += wrong;
  }
  return [...strata.values()];
}
