import type { Held } from '../contracts/held.ts';
import type { Recommendation } from '../contracts/recommendation.ts';

type Move = Pick<Recommendation, 'action' | 'level' | 'limitedBy'> & {
  /** Threshold that is proposed; null where none is. */
  readonly thresholdPpm: number | null;
};

/**
 * What to do, given the lowest certified threshold, the lowest that one step may reach (null where none may), and what the
 * AI has. What the evidence no longer certifies is narrowed whatever else holds.
 *
 * @param asOf ISO time
 */
export function moveFrom(held: Held | null, lowestPpm: number, stepPpm: number | null, asOf: string): Move {
  if (held === null) {
    const limitedBy: Move['limitedBy'] = stepPpm === lowestPpm ? [] : ['step'];
    return stepPpm === null
      ? { action: 'hold', level: 'in-the-loop', limitedBy, thresholdPpm: null }
      : { action: 'widen', level: 'on-the-loop', limitedBy, thresholdPpm: stepPpm };
  }
  if (lowestPpm > held.thresholdPpm)
    return { action: 'narrow', level: 'on-the-loop', limitedBy: [], thresholdPpm: lowestPpm };
  const stay = { action: 'hold', level: held.level, thresholdPpm: null } as const;
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
