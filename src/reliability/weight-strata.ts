import type { Stratum } from '../statistics/index.ts';

/** Verdicts by their weight, as they are added. */
export class WeightStrata {
  readonly #byWeight = new Map<number, { weight: number; successes: number; trials: number }>();

  add(weight: number, successes: number, trials: number): void {
    let stratum = this.#byWeight.get(weight);
    if (stratum === undefined) {
      stratum = { weight, successes: 0, trials: 0 };
      this.#byWeight.set(weight, stratum);
    }
    stratum.successes += successes;
    stratum.trials += trials;
  }

  list(): Stratum[] {
    return [...this.#byWeight.values()];
  }
}
