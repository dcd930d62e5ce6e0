import { actsFrom } from '../contracts/authority-level.ts';
import { OTHER_VALUES } from '../contracts/no-value.ts';
import type { Authority } from '../contracts/policy.ts';
import { includesSlice, type SliceName } from '../contracts/slice.ts';

/** Whether `next` lets the AI do nothing that `now` does not, and has no less of it looked at. */
export function isWithin(next: Authority, now: Authority | null): boolean {
  if (actsFrom(next) === null) return true;
  return (
    now !== null &&
    next.model === now.model &&
    looksAtNoLess(next, now) &&
    (now.maxAmount === null || (next.maxAmount !== null && next.maxAmount <= now.maxAmount)) &&
    now.alwaysReview.every((trigger) => next.alwaysReview.includes(trigger)) &&
    now.excluded.every((slice) => includesSlice(next.excluded, slice)) &&
    (next.included ?? []).every((slice) => isTaken(slice, now))
  );
}

/** Whether an authority may take a slice that is no other value of its column. */
function isTaken(slice: SliceName, { excluded, included = [] }: Authority): boolean {
  const isOthers = includesSlice(excluded, { column: slice.column, value: OTHER_VALUES });
  return !isOthers || includesSlice(included, slice);
}

/** Compares where the answer can change: at each threshold of either. */
function looksAtNoLess(next: Authority, now: Authority): boolean {
  const thresholds = [next.autonomous, next.onTheLoop, now.autonomous, now.onTheLoop];
  return thresholds.every((rung) => {
    if (rung === null) return true;
    const [asked, had] = [treatmentAt(next, rung.threshold), treatmentAt(now, rung.threshold)];
    return asked.rung <= had.rung && asked.auditRate >= had.auditRate;
  });
}

/** What becomes of a decision of a confidence: 0 in the loop, where people see every one, 1 on it, 2 autonomous. */
function treatmentAt(
  { autonomous, onTheLoop }: Authority,
  confidence: number,
): { readonly rung: 0 | 1 | 2; readonly auditRate: number } {
  if (autonomous !== null && confidence >= autonomous.threshold)
    return { rung: 2, auditRate: autonomous.auditRate };
  if (onTheLoop !== null && confidence >= onTheLoop.threshold)
    return { rung: 1, auditRate: onTheLoop.auditRate };
  return { rung: 0, auditRate: 1 };
}
