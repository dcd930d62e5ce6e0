import type { Evidence } from '../contracts/evidence.ts';
import { isJudged, weightOf } from '../tuning/index.ts';

/** The judged decisions that share one weight, by what was said of them. */
export interface JudgedStratum {
  readonly weight: number;
  readonly trials: number;
  readonly agree: number;
  readonly edit: number;
  readonly override: number;
}

/** Counts the judged decisions of each weight. */
export function strataByWeight({ cells, selection }: Evidence): JudgedStratum[] {
  const strata = new Map<number, { -readonly [K in keyof JudgedStratum]: number }>();
  let stratum = { weight: Number.NaN, trials: 0, agree: 0, edit: 0, override: 0 };
  for (const cell of cells) {
    if (!isJudged(cell)) continue;
    const weight = weightOf(cell, selection);
    if (weight !== stratum.weight) {
      const found = strata.get(weight);
      stratum = found ?? { weight, trials: 0, agree: 0, edit: 0, override: 0 };
      if (found === undefined) strata.set(weight, stratum);
    }
    stratum.trials += cell.decisions;
    if (cell.outcome === 'agree') stratum.agree += cell.decisions;
    else if (cell.outcome === 'edit') stratum.edit += cell.decisions;
    else stratum.override += cell.decisions;
  }
  return [...strata.values()];
}
