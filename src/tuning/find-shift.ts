import type { ConfidenceNight, ShiftMemory } from '../contracts/confidence-shift.ts';
import { DAY_MS, utcDay } from '../contracts/time.ts';
import { ShiftWatch } from './shift-watch.ts';

/**
 * Least mean number of nights to a false alarm: ten years. It takes nothing away, so that a false one costs trust in the
 * next; one on errors must not be as slow.
 */
export const SHIFT_ARL_NIGHTS = 3650;

/** Decides which confidences of a night are looked at: any number will do, as long as it stays the same. */
const SEED = 0;

/**
 * Whether confidences have shifted in the course of a record: `found` tells of the last time, and how often; null where
 * they never did.
 *
 * No verdict is asked for, so it hears decisions that nobody reviewed, and on the day they are made. What it says is
 * that the AI or its work has changed, not that it has become worse.
 *
 * @param nights in their order, those without any decision left out
 * @param known what was made of the nights before these; null where there were none
 * @returns what is to be known for the nights after; the same whether the nights came at once or in several calls
 */
export function findShift(
  nights: readonly ConfidenceNight[],
  known: ShiftMemory | null = null,
  seed = SEED,
): ShiftMemory {
  const watch = new ShiftWatch(SHIFT_ARL_NIGHTS, seed, known ?? undefined);
  let found = known?.found ?? null;
  for (const night of nights) {
    const { alarm, changedOn, direction } = watch.next(night);
    if (!alarm) continue;
    const days = { soundedOn: utcDay(night.day * DAY_MS), changedOn: utcDay(changedOn * DAY_MS) };
    found = { ...days, direction, alarms: (found?.alarms ?? 0) + 1 };
  }
  return { watch: 1, ...watch.known, found };
}
