import type { LivesTask } from './lives.ts';
import { TRIALS } from './trials.ts';

const QUICK_SHARE = 0.1;
const FEWEST_LIVES = 40;

/** What is to be lived through, in pieces, so that work is shared out evenly. `quick` lives a tenth of the lives. */
export function planValidation(seed: number, quick: boolean): LivesTask[] {
  const share = quick ? QUICK_SHARE : 1;
  return TRIALS.flatMap(({ runs, piece }, scenario) =>
    runs.flatMap(({ method, lives: full }): LivesTask[] => {
      if (full === 0) return [];
      const lives = Math.max(FEWEST_LIVES, Math.round(full * share));
      return Array.from({ length: Math.ceil(lives / piece) }, (_, index) => ({
        ...{ scenario, method, seed },
        from: index * piece,
        to: Math.min(lives, (index + 1) * piece),
      }));
    }),
  );
}
