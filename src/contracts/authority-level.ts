import type { Level } from './decision.ts';
import type { Authority, Rung } from './policy.ts';

/** The highest rung that an authority reaches. */
export function levelOf({ autonomous, onTheLoop }: Pick<Authority, 'autonomous' | 'onTheLoop'>): Level {
  if (autonomous !== null) return 'autonomous';
  return onTheLoop === null ? 'in-the-loop' : 'on-the-loop';
}

/** Lowest confidence at which the AI acts at all under an authority; null where it never does. */
export function actsFrom({
  autonomous,
  onTheLoop,
}: Pick<Authority, 'autonomous' | 'onTheLoop'>): number | null {
  const thresholds = [autonomous, onTheLoop].filter((rung): rung is Rung => rung !== null);
  return thresholds.length === 0 ? null : Math.min(...thresholds.map(({ threshold }) => threshold));
}
