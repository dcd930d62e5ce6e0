import { THRESHOLD_GRID } from '../tuning/index.ts';
import { firstAtOrBelow } from '../tuning/starts.ts';
import type { NewWatcher, Watcher } from '../validation/watcher.ts';
import type { Pilot } from './pilot.ts';
import type { Seen } from './seen.ts';

const EDGES = THRESHOLD_GRID.map((ppm) => ppm / 1_000_000);

/** A usual method on a history: it takes every verdict as it comes, and acts on what it finds the night after. */
export class UsualPilot implements Pilot {
  readonly first: number | null;
  readonly promotions = [];
  readonly demotions = [];
  readonly shifts = [];
  readonly #watcher: Watcher;

  constructor(newWatcher: NewWatcher, risk: number, delta: number) {
    const setting = { risk, delta, places: THRESHOLD_GRID.length, rates: [1], edges: EDGES };
    this.#watcher = newWatcher({ ...setting, starts: [], weights: [] });
    this.first = this.#threshold();
  }

  night(_night: number, _decided: readonly Seen[], arrived: readonly Seen[]): number | null {
    for (const one of arrived) {
      if (!one.eligible || Number.isNaN(one.loss)) continue;
      const place = firstAtOrBelow(one.band);
      for (let i = 0; i < one.decisions; i++) this.#watcher.review(place, one.loss > 0, 0, 0);
    }
    return this.#threshold();
  }

  #threshold(): number | null {
    const place = this.#watcher.night();
    return place < 0 ? null : (THRESHOLD_GRID[place] as number);
  }
}
