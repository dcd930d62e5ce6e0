/**
 * How many of what was counted lie below a place: a tree of partial sums, in which a count and a question each take a
 * number of steps that is the logarithm of the number of places.
 *
 * @see Fenwick, "A new data structure for cumulative frequency tables", 1994
 */
export class RankTree {
  readonly #counts: Float64Array;
  readonly #sums: Float64Array;
  #total = 0;

  /** @param places places are 0, 1, … places - 1 */
  constructor(places: number) {
    this.#counts = new Float64Array(places);
    this.#sums = new Float64Array(places + 1);
  }

  get total(): number {
    return this.#total;
  }

  /** Counts so many more at a place. */
  add(place: number, times = 1): void {
    (this.#counts[place] as number) += times;
    this.#total += times;
    for (let node = place + 1; node < this.#sums.length; node += node & -node)
      (this.#sums[node] as number) += times;
  }

  /** What was counted at each place. */
  get counts(): number[] {
    return [...this.#counts];
  }

  at(place: number): number {
    return this.#counts[place] as number;
  }

  below(place: number): number {
    let sum = 0;
    for (let node = place; node > 0; node -= node & -node) sum += this.#sums[node] as number;
    return sum;
  }
}
