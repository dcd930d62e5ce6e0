import type { Authority, Rung } from '../contracts/policy.ts';

/** Lowest confidence at which the AI acts at all under an authority; null where it never does. */
export function actsFrom({
  autonomous,
  onTheLoop,
}: Pick<Authority, 'autonomous' | 'onTheLoop'>): number | null {
  const thresholds = [autonomous, onTheLoop].filter((rung): rung is Rung => rung !== null);
  return thresholds.length === 0 ? null : Math.min(...thresholds.map(({ threshold }) => threshold));
}

/** Whether `next` lets the AI do nothing that `now` does not, and has no less of it looked at. */
export function isWithin(next: Authority, now: Authority | null): boolean {
  if (actsFrom(next) === null) return true;
  return (
    now !== null &&
    next.model === now.model &&
    rungWithin(next.autonomous, now.autonomous) &&
    reachWithin(next, now) &&
    (now.maxAmount === null || (next.maxAmount !== null && next.maxAmount <= now.maxAmount)) &&
    now.alwaysReview.every((trigger) => next.alwaysReview.includes(trigger)) &&
    now.excluded.every((slice) =>
      next.excluded.some(({ column, value }) => column === slice.column && value === slice.value),
    )
  );
}

function rungWithin(next: Rung | null, now: Rung | null): boolean {
  if (next === null) return true;
  return now !== null && next.threshold >= now.threshold && next.auditRate >= now.auditRate;
}

/** Whether what is watched stays within what is watched or autonomous now, at an audit rate that is no smaller. */
function reachWithin(next: Authority, now: Authority): boolean {
  if (next.onTheLoop === null) return true;
  const from = actsFrom(now);
  const rate = now.onTheLoop?.auditRate ?? now.autonomous?.auditRate ?? 1;
  return from !== null && next.onTheLoop.threshold >= from && next.onTheLoop.auditRate >= rate;
}
