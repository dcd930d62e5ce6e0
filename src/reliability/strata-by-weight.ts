import type { Evidence, EvidenceCell } from '../contracts/evidence.ts';
import type { Stratum } from '../statistics/index.ts';
import { isJudged, weightOf } from '../tuning/index.ts';

/** Judged decisions by their weight, and how many of each a question counts. */
export function strataByWeight(
  { cells, selection }: Evidence,
  counts: (cell: EvidenceCell) => boolean,
): Stratum[] {
  const strata = new Map<number, { weight: number; successes: number; trials: number }>();
  for (const cell of cells) {
    if (!isJudged(cell)) continue;
    const weight = weightOf(cell, selection);
    const stratum = strata.get(weight) ?? { weight, successes: 0, trials: 0 };
    strata.set(weight, stratum);
    stratum.trials += cell.decisions;
    if (counts(cell)) stratum.successes += cell.decisions;
  }
  return [...strata.values()];
}
