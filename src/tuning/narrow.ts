import { DAY_MS, utcDay } from '../contracts/time.ts';

/** Part of delta that the record as a whole has where it may be narrowed; the weeks since an alarm have the other half. */
export const WHOLE_PART = 0.5;

/** From when on decisions speak for a narrower threshold, and the part of delta that they have. */
export interface FreshStart {
  /** UTC Monday, as YYYY-MM-DD. */
  readonly from: string;
  readonly part: number;
}

/**
 * Where evidence begins anew after an alarm: the first Monday after the day on which it last sounded.
 *
 * That day is chosen by looking at the verdicts. So every Monday of the record is a search of its own, at a part of delta
 * that no verdict decides: 1 / (2 j (j + 1)) for the j-th week, the first being that after the record's first decision.
 * Together they are a half, and the record as a whole has the other: whatever is ever certified, before an alarm or
 * after one, holds with probability at least 1 - delta (Bonferroni; each search by `certify`).
 *
 * @param firstDecidedAt ISO time
 * @param lastSoundedOn UTC day, as YYYY-MM-DD, not before the first decision
 */
export function freshStart(firstDecidedAt: string, lastSoundedOn: string): FreshStart {
  const from = mondayAfter(Date.parse(lastSoundedOn));
  const week = (from - mondayAfter(Date.parse(firstDecidedAt))) / (7 * DAY_MS) + 1;
  return { from: utcDay(from), part: 1 / (2 * week * (week + 1)) };
}

function mondayAfter(time: number): number {
  const day = Math.floor(time / DAY_MS);
  // Day 0, the first of January 1970, was a Thursday.
  return (day + 7 - ((day + 3) % 7)) * DAY_MS;
}
