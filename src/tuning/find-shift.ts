import type { ConfidenceNight, ConfidenceShift } from '../contracts/confidence-shift.ts';
import { DAY_MS } from '../contracts/time.ts';
import { ShiftWatch } from './shift-watch.ts';

/**
 * Least mean number of nights to a false alarm: ten years. It takes nothing away, so that a false one costs trust in the
 * next; one on errors must not be as slow.
 */
export const SHIFT_ARL_NIGHTS = 3650;

/**
 * Whether confidences have shifted in the course of a record: the last time, and how often. null where they never did.
 *
 * No verdict is asked for, so it hears decisions that nobody reviewed, and on the day they are made. What it says is
 * that the AI or its work has changed, not that it has become worse.
 *
 * @param nights in their order, those without any decision left out
 */
export function findShift(nights: readonly ConfidenceNight[], seed: number): ConfidenceShift | null {
  const watch = new ShiftWatch(SHIFT_ARL_NIGHTS, seed);
  const found = nights.flatMap((night, place) => {
    const { alarm, nightsSince, direction } = watch.next(night);
    const changed = nights[Math.max(0, place - nightsSince + 1)] as ConfidenceNight;
    return alarm ? [{ soundedOn: dayText(night.day), changedOn: dayText(changed.day), direction }] : [];
  });
  const last = found.at(-1);
  return last === undefined ? null : { ...last, alarms: found.length };
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
