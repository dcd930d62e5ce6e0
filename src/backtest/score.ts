import type { Realised } from '../contracts/backtest.ts';
import { moverInterval } from '../statistics/index.ts';

/** Verdicts on decisions that the AI took alone and that share one chance of a review. */
interface Stratum {
  trials: number;
  errors: number;
  loss: number;
}

/** What became of the decisions that a method let the AI take alone. */
export class Score {
  readonly #strata = new Map<number, Stratum>();
  decisions = 0;
  automated = 0;

  /** @param inclusion probability of the review that these had, in (0, 1] */
  judge(inclusion: number, loss: number, count: number): void {
    const stratum = this.#strata.get(inclusion) ?? { trials: 0, errors: 0, loss: 0 };
    this.#strata.set(inclusion, stratum);
    stratum.trials += count;
    stratum.loss += loss * count;
    if (loss > 0) stratum.errors += count;
  }

  add(other: Score): void {
    this.decisions += other.decisions;
    this.automated += other.automated;
    for (const [inclusion, { trials, errors, loss }] of other.#strata) {
      const stratum = this.#strata.get(inclusion) ?? { trials: 0, errors: 0, loss: 0 };
      this.#strata.set(inclusion, stratum);
      stratum.trials += trials;
      stratum.errors += errors;
      stratum.loss += loss;
    }
  }

  realised(): Realised {
    const strata = [...this.#strata.values()];
    const reviewed = strata.reduce((sum, one) => sum + one.trials, 0);
    const errors = strata.reduce((sum, one) => sum + one.errors, 0);
    const counts = { decisions: this.decisions, automated: this.automated, reviewed, errors };
    const interval = this.#interval(0.95);
    return interval === null
      ? { ...counts, realisedRisk: null, low: null, high: null }
      : { ...counts, ...interval };
  }

  /** Whether the risk is above the limit by more than chance explains: one-sided, at 1 %. */
  breaks(limit: number): boolean {
    return (this.#interval(0.98)?.low ?? 0) > limit;
  }

  #interval(confidence: number): { realisedRisk: number; low: number; high: number } | null {
    const entries = [...this.#strata].filter(([, { trials }]) => trials > 0);
    const [weight, loss] = entries.reduce(
      ([all, lost], [inclusion, one]) => [all + one.trials / inclusion, lost + one.loss / inclusion],
      [0, 0],
    );
    // Slight errors count in part: whole ones are what an exact interval knows, so each end takes what is worse for it.
    const bound = (round: (loss: number) => number) =>
      moverInterval({
        strata: entries.map(([inclusion, one]) => ({
          weight: 1 / inclusion,
          successes: one.trials - round(one.loss),
          trials: one.trials,
        })),
        confidence,
      });
    const [fewest, most] = [
      bound((lost) => Math.floor(lost + 1e-9)),
      bound((lost) => Math.ceil(lost - 1e-9)),
    ];
    if (fewest === null || most === null || weight === 0) return null;
    return { realisedRisk: Math.min(1, loss / weight), low: 1 - fewest.upper, high: 1 - most.lower };
  }
}
