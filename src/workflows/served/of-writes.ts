/**
 * What only somebody's writing can change, and no body that comes in: worked out again only after such. One process writes
 * a store, so nobody else can have changed it.
 */
export class OfWrites<T> {
  readonly #written: () => number;
  #seen = Number.NaN;
  #answer: Promise<T> | undefined;

  /** @param written how often somebody wrote, as of now */
  constructor(written: () => number) {
    this.#written = written;
  }

  of(work: () => Promise<T>): Promise<T> {
    const now = this.#written();
    if (this.#answer !== undefined && this.#seen === now) return this.#answer;
    const answer = work();
    [this.#seen, this.#answer] = [now, answer];
    answer.catch(() => {
      if (this.#answer === answer) this.#answer = undefined;
    });
    return answer;
  }
}
