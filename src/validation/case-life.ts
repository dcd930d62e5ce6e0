import type { Random } from '../statistics/random.ts';
import { CaseHistory } from './case-history.ts';
import type { Judge } from './case-judges.ts';
import { type CaseWorld, type Claim, isFalseClaim, shareOf } from './case-world.ts';
import type { Life } from './life.ts';

/** Lives through all nights of a world of cases; what is certified on a night is acted on from the next. */
export function liveCases(world: CaseWorld, judge: Judge, random: Random): Life {
  const { nights, decisionsPerNight } = world;
  const history = new CaseHistory(world, random);
  let authority: Claim | null = null;
  let [falsely, automated, verdicts] = [false, 0, 0];
  let first: Life['first'] = null;
  for (let night = 0; night < nights; night++) {
    if (authority !== null) automated += shareOf(world, authority);
    verdicts += history.live(authority);
    const finding = judge(history, world);
    authority = finding.authority;
    falsely ||= finding.claims.some((claim) => isFalseClaim(world, claim));
    if (authority !== null) first ??= { decisions: (night + 1) * decisionsPerNight, verdicts };
  }
  const finalAutomation = authority === null ? 0 : shareOf(world, authority);
  return { falsely, first, finalAutomation, meanAutomation: automated / nights, nights };
}
