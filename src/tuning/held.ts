import type { Held } from '../contracts/held.ts';
import type { Recommendation, RefusalReason } from '../contracts/recommendation.ts';

type Move = Pick<Recommendation, 'action' | 'level' | 'limitedBy'> & {
  /** Threshold that is proposed; null where none is. */
  readonly thresholdPpm: number | null;
};

/**
 * What to do, given the lowest certified threshold, the lowest that one step may reach (null where none may), and what the
 * AI has. A certificate holds at all times at once (Ville, 1939): what was earned is not lost by chance alone, only where
 * the evidence no longer speaks for it.
 *
 * @param asOf ISO time
 * @param speaksForHeld whether the evidence at the threshold held is worth more than none (`speaksFor`)
 */
export function moveFrom(
  held: Held | null,
  lowestPpm: number,
  stepPpm: number | null,
  asOf: string,
  speaksForHeld: boolean,
): Move {
  if (held === null) {
    const limitedBy: Move['limitedBy'] = stepPpm === lowestPpm ? [] : ['step'];
    return stepPpm === null
      ? { action: 'hold', level: 'in-the-loop', limitedBy, thresholdPpm: null }
      : { action: 'widen', level: 'on-the-loop', limitedBy, thresholdPpm: stepPpm };
  }
  const stay = { action: 'hold', level: held.level, thresholdPpm: null } as const;
  if (lowestPpm > held.thresholdPpm)
    return speaksForHeld
      ? { ...stay, limitedBy: [] }
      : { action: 'narrow', level: 'on-the-loop', limitedBy: [], thresholdPpm: lowestPpm };
  const isMore = lowestPpm < held.thresholdPpm;
  if (!isMore && !held.mayGraduate) return { ...stay, limitedBy: [] };
  if (held.widenFrom !== null && Date.parse(asOf) < Date.parse(held.widenFrom))
    return { ...stay, limitedBy: ['cooldown'] };
  if (stepPpm !== null && stepPpm < held.thresholdPpm)
    return {
      action: 'widen',
      level: 'on-the-loop',
      limitedBy: stepPpm === lowestPpm ? [] : ['step'],
      thresholdPpm: stepPpm,
    };
  const limitedBy: Move['limitedBy'] = isMore ? ['step'] : [];
  return held.mayGraduate
    ? { action: 'widen', level: 'autonomous', limitedBy, thresholdPpm: held.thresholdPpm }
    : { ...stay, limitedBy };
}

/** Reasons for which nothing is certified that chance alone may bring about. */
const BY_CHANCE: readonly RefusalReason[] = ['insufficient_verdicts', 'no_threshold_can_pass'];

/** What becomes of an authority where nothing is certified now. */
export function actionWithout(
  held: Held | undefined,
  reason: RefusalReason,
  speaksForHeld: boolean,
): 'none' | 'hold' | 'narrow' {
  if (held === undefined) return 'none';
  return speaksForHeld && BY_CHANCE.includes(reason) ? 'hold' : 'narrow';
}

/** Whether the evidence at the threshold held is still worth more than none: bets against its limit have gained. */
export function speaksFor(
  held: Held | undefined,
  { logE }: { readonly logE: (thresholdPpm: number) => number },
): boolean {
  return held !== undefined && logE(held.thresholdPpm) > 0;
}
