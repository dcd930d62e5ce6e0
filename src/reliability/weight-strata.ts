import type { CalibrationCells, Stratum } from '../statistics/index.ts';

/** Verdicts by their weight, as they are added cell by cell; a success is a right one or a wrong one, as asked. */
export class WeightStrata {
  readonly #byWeight = new Map<number, { weight: number; successes: number; trials: number }>();
  readonly #counts: 'right' | 'wrong';

  constructor(counts: 'right' | 'wrong') {
    this.#counts = counts;
  }

  add(cells: CalibrationCells, place: number): void {
    const weight = cells.weight[place] as number;
    const [n, k] = [cells.verdicts[place] as number, cells.correct[place] as number];
    let stratum = this.#byWeight.get(weight);
    if (stratum === undefined) {
      stratum = { weight, successes: 0, trials: 0 };
      this.#byWeight.set(weight, stratum);
    }
    stratum.trials += n;
    stratum.successes += this.#counts === 'right' ? k : n - k;
  }

  list(): Stratum[] {
    return [...this.#byWeight.values()];
  }
}
