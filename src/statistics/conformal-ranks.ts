import { RankTree } from './rank-tree.ts';

/**
 * Conformal p-values of values as they come, one after the other: the share of those seen so far, this one included, that
 * lie above it, of its equals a share that chance draws. Small where a value is high.
 *
 * Of exchangeable values they are independent and uniform in [0, 1), ties or not. Use it to notice that values are
 * no longer what they were, without knowing what they should be.
 *
 * @see Vovk, Gammerman & Shafer, "Algorithmic Learning in a Random World", 2005, theorem 8.2
 */
export class ConformalRanks {
  readonly #seen: RankTree;

  /**
   * @param places values are whole numbers from 0 to places - 1
   * @param seen how often each was seen already, where some were
   */
  constructor(places: number, seen: readonly number[] = []) {
    this.#seen = new RankTree(places);
    for (const [place, times] of seen.entries()) this.#seen.add(place, times);
  }

  /** How often each value was seen: all that a p-value rests on beside its own. */
  get seen(): number[] {
    return this.#seen.counts;
  }

  /** @param tie uniform in [0, 1), drawn anew for each value */
  next(place: number, tie: number): number {
    const seen = this.#seen;
    seen.add(place);
    const equal = seen.at(place);
    const above = seen.total - seen.below(place) - equal;
    return (above + tie * equal) / seen.total;
  }
}
