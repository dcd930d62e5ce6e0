/** Answers are worked out again at most so much of the time: what comes in needs the processor too. */
const SHARE = 1 / 2;

/**
 * When answers that nobody waits for are worked out again: one at a time, with pauses, whatever is asked. A hundred
 * questions to a store that changes all the time would else leave nothing to it, and to each other.
 */
export class Renewals {
  readonly #elapsed: () => number;
  #isBusy = false;
  #restsUntilMs = Number.NEGATIVE_INFINITY;

  /** @param elapsed ms since whenever, never falling */
  constructor(elapsed: () => number = () => performance.now()) {
    this.#elapsed = elapsed;
  }

  /** Whether one may begin. */
  get isFree(): boolean {
    return !this.#isBusy && this.#elapsed() >= this.#restsUntilMs;
  }

  /** Has one run, during which and for as long again no other may begin. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const began = this.#elapsed();
    this.#isBusy = true;
    try {
      return await work();
    } finally {
      this.#isBusy = false;
      const ended = this.#elapsed();
      this.#restsUntilMs = ended + (ended - began) * (1 / SHARE - 1);
    }
  }
}
