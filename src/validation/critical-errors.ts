/**
 * The most errors among n verdicts with which a p-value of one look still is at or below a level, by n; -1 where none.
 * Grown as far as it is asked for: from one n to the next the answer rises by little, so each costs a p-value or two.
 */
export class CriticalErrors {
  readonly #most: number[] = [-1];
  readonly #level: number;
  readonly #pValue: (errors: number, n: number) => number;

  constructor(level: number, pValue: (errors: number, n: number) => number) {
    this.#level = level;
    this.#pValue = pValue;
  }

  at(n: number): number {
    for (let next = this.#most.length; next <= n; next++) {
      let most = this.#most[next - 1] as number;
      while (most + 1 < next && this.#pValue(most + 1, next) <= this.#level) most += 1;
      this.#most.push(most);
    }
    return this.#most[n] as number;
  }
}
