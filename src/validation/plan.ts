import type { ValidationMethod } from '../contracts/validation.ts';
import type { LivesTask } from './lives.ts';
import { SCENARIOS, USUAL_METHODS } from './scenarios.ts';

/** Domain-nights of one task: some tenths of a second, so that work is shared out evenly and progress can be shown. */
const NIGHTS_PER_TASK = 50_000;
const QUICK_SHARE = 0.1;
const FEWEST_LIVES = 40;

/** What is to be lived through, in pieces. `quick` lives a tenth of the lives. */
export function planValidation(seed: number, quick: boolean): LivesTask[] {
  const share = quick ? QUICK_SHARE : 1;
  return SCENARIOS.flatMap((scenario, place) => {
    const of = (method: ValidationMethod, full: number): LivesTask[] => {
      if (full === 0) return [];
      const lives = Math.max(FEWEST_LIVES, Math.round(full * share));
      const nights = scenario.untilFirst ? 2000 : scenario.world.nights;
      const piece = Math.max(1, Math.floor(NIGHTS_PER_TASK / nights));
      return Array.from({ length: Math.ceil(lives / piece) }, (_, index) => ({
        scenario: place,
        method,
        from: index * piece,
        to: Math.min(lives, (index + 1) * piece),
        seed,
      }));
    };
    return [
      ...of('leeway', scenario.lives),
      ...USUAL_METHODS.flatMap((method) => of(method, scenario.usualLives)),
    ];
  });
}
