import type { Evidence } from '../contracts/evidence.ts';
import { DAY_MS } from '../contracts/time.ts';

/** Days from the first decision of a record to its last, at least 1: what its pace is reckoned by. */
export function observedDays({ firstDecidedAt, lastDecidedAt }: Evidence): number {
  return Math.max(1, (Date.parse(lastDecidedAt) - Date.parse(firstDecidedAt)) / DAY_MS);
}
