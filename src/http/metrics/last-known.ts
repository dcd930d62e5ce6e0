/** An answer that takes its time, as it was last worked out: asking for it never waits, and has it made again once it is old. */
export class LastKnown<T> {
  readonly #work: () => Promise<T>;
  readonly #clock: () => number;
  readonly #mostAgeMs: number;
  #known: { readonly at: number; readonly answer: T } | null = null;
  #tried: number | null = null;
  #isWorking = false;

  /** @param clock ms since 1970 */
  constructor(work: () => Promise<T>, clock: () => number, mostAgeMs: number) {
    [this.#work, this.#clock, this.#mostAgeMs] = [work, clock, mostAgeMs];
  }

  /** What is known, and since when in ms since 1970; null where nothing is yet. */
  get(): { readonly at: number; readonly answer: T } | null {
    const now = this.#clock();
    if (!this.#isWorking && (this.#tried === null || now - this.#tried >= this.#mostAgeMs))
      void this.#refresh(now);
    return this.#known;
  }

  async #refresh(now: number): Promise<void> {
    [this.#isWorking, this.#tried] = [true, now];
    try {
      this.#known = { answer: await this.#work(), at: now };
    } catch {
      // What was known stays, with its time: whoever reads it sees that it grows old.
    } finally {
      this.#isWorking = false;
    }
  }
}
