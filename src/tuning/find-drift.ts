import type { AuditNight, Drift } from '../contracts/drift.ts';
import { CALM, watchDrift } from './drift-watch.ts';

/** Least mean number of nights to a false alarm, for each domain: a year. */
export const ARL_NIGHTS = 365;

/**
 * Whether the risk above a threshold rose over its limit in the course of a record: when the alarm first
 * sounded, and when last, begun anew each time. null where it never did.
 *
 * A certificate speaks of the record since it began, and old good verdicts keep it up long after a change: without this
 * it would be no statement about today (Shin, Ramdas & Rinaldo, 2024).
 *
 * @param nights in their order, those without any verdict left out
 * @param alpha the limit, in (0, 1)
 */
export function findDrift(nights: readonly AuditNight[], alpha: number): Drift | null {
  let [state, found]: [typeof CALM, Drift | null] = [CALM, null];
  for (const [place, { night, cells }] of nights.entries()) {
    const news = watchDrift(state, { cells }, alpha, ARL_NIGHTS);
    state = news.alarm ? CALM : news.state;
    if (!news.alarm) continue;
    const rose = nights[Math.max(0, place - news.nightsSince + 1)] as AuditNight;
    found = { soundedOn: night, roseOn: rose.night, ...(found ?? {}), lastSoundedOn: night };
  }
  return found;
}
