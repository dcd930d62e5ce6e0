import { ipwGrid, ipwLogFactors } from '../statistics/index.ts';
import type { Watcher, WatcherSetting } from './watcher.ts';

const NODES = ipwGrid.u.length;

/**
 * Leeway's own search, kept up verdict by verdict: the inverse-propensity betting mixture along the fallback
 * procedure. Where each segment of the search stands is all that must be weighed on a night, so a night costs the
 * same however long the life. Answers what `certify` answers on the same evidence; a threshold once certified stays so.
 */
export class LeewayWatcher implements Watcher {
  readonly claims: number[] = [];
  readonly #setting: WatcherSetting;
  readonly #strata: number;
  readonly #factors: readonly Float64Array[];
  /** Verdicts by band and stratum. */
  readonly #counts: Float64Array;
  /** For each segment: the next place to certify, and the verdicts at or above it by stratum. */
  readonly #frontier: Int32Array;
  readonly #above: readonly Float64Array[];
  readonly #wealth = new Float64Array(NODES);
  readonly #logWeights: Float64Array;
  #lowest = -1;

  constructor(setting: WatcherSetting) {
    const { rates, risk } = setting;
    this.#setting = setting;
    this.#logWeights = Float64Array.from(setting.prior ?? ipwGrid.weights, Math.log);
    this.#factors = rates.flatMap((piMin) =>
      rates.flatMap((pi) =>
        [0, 1].map((loss) => ipwLogFactors({ alpha: risk, pi, piMin: Math.min(piMin, pi), loss })),
      ),
    );
    this.#strata = this.#factors.length;
    this.#counts = new Float64Array(setting.places * this.#strata);
    this.#frontier = Int32Array.from(setting.starts);
    this.#above = setting.starts.map(() => new Float64Array(this.#strata));
  }

  review(band: number, isError: boolean, rate: number, smallest: number): void {
    const stratum = (smallest * this.#setting.rates.length + rate) * 2 + (isError ? 1 : 0);
    (this.#counts[band * this.#strata + stratum] as number) += 1;
    for (let segment = 0; segment < this.#frontier.length; segment++) {
      if (band <= (this.#frontier[segment] as number))
        ((this.#above[segment] as Float64Array)[stratum] as number) += 1;
    }
  }

  night(): number {
    const { starts, weights, delta, places } = this.#setting;
    this.claims.length = 0;
    let passedOn = 0;
    for (let segment = 0; segment < starts.length; segment++) {
      const level = (weights[segment] as number) * delta + passedOn;
      const end = starts[segment + 1] ?? places;
      while ((this.#frontier[segment] as number) < end && this.#passes(segment, -Math.log(level)))
        this.#advance(segment);
      passedOn = this.#frontier[segment] === end ? level : 0;
    }
    return this.#lowest;
  }

  #advance(segment: number): void {
    const place = this.#frontier[segment] as number;
    this.claims.push(place);
    this.#lowest = Math.max(this.#lowest, place);
    this.#frontier[segment] = place + 1;
    const above = this.#above[segment] as Float64Array;
    const row = (place + 1) * this.#strata;
    if (place + 1 < this.#setting.places) {
      for (let s = 0; s < this.#strata; s++) (above[s] as number) += this.#counts[row + s] as number;
    }
  }

  /** Whether the mixture has earned `exp(needed)`; exponentials are taken only where it is a close call. */
  #passes(segment: number, needed: number): boolean {
    const wealth = this.#wealth.fill(0);
    const above = this.#above[segment] as Float64Array;
    for (let s = 0; s < this.#strata; s++) {
      const count = above[s] as number;
      if (count === 0) continue;
      const factor = this.#factors[s] as Float64Array;
      for (let j = 0; j < NODES; j++) (wealth[j] as number) += count * (factor[j] as number);
    }
    let largest = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < NODES; j++) {
      const term = (wealth[j] as number) + (this.#logWeights[j] as number);
      wealth[j] = term;
      if (term > largest) largest = term;
    }
    if (largest >= needed) return true;
    if (largest + Math.log(NODES) < needed) return false;
    let total = 0;
    for (let j = 0; j < NODES; j++) total += Math.exp((wealth[j] as number) - largest);
    return largest + Math.log(total) >= needed;
  }
}
