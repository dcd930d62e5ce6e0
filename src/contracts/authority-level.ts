import type { Level } from './decision.ts';
import type { Authority } from './policy.ts';

/** The highest rung that an authority reaches. */
export function levelOf({ autonomous, onTheLoop }: Pick<Authority, 'autonomous' | 'onTheLoop'>): Level {
  if (autonomous !== null) return 'autonomous';
  return onTheLoop === null ? 'in-the-loop' : 'on-the-loop';
}
