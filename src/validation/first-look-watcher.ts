import { binomialTail, fallbackWalk } from '../statistics/index.ts';
import type { Watcher, WatcherSetting } from './watcher.ts';

/** One exact look along the fallback procedure, on evidence that was reviewed in full: to be had on one night only. */
export class FirstLookWatcher implements Watcher {
  readonly claims: number[] = [];
  readonly #setting: WatcherSetting;
  readonly #verdicts: Float64Array;
  readonly #errors: Float64Array;

  constructor(setting: WatcherSetting) {
    this.#setting = setting;
    this.#verdicts = new Float64Array(setting.places);
    this.#errors = new Float64Array(setting.places);
  }

  review(band: number, isError: boolean): void {
    (this.#verdicts[band] as number) += 1;
    if (isError) (this.#errors[band] as number) += 1;
  }

  night(): number {
    const { places, starts, weights, delta, risk } = this.#setting;
    const above = (counts: Float64Array): number[] => {
      let sum = 0;
      return Array.from(counts, (count) => (sum += count));
    };
    const [n, errors] = [above(this.#verdicts), above(this.#errors)];
    const pValue = (place: number): number =>
      binomialTail({ errors: errors[place] as number, n: n[place] as number, alpha: risk }).p;
    const { segments } = fallbackWalk({ count: places, starts, weights, delta, pValue });
    this.claims.length = 0;
    for (const { start, stop } of segments)
      for (let place = start; place < stop; place++) this.claims.push(place);
    return this.claims.at(-1) ?? -1;
  }
}
