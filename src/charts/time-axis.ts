const DAY_MS = 24 * 3600 * 1000;
const MOST_TICKS = 6;

/** Milliseconds since 1970 of an RFC 3339 time; a bare day begins at its midnight in UTC. */
export function moment(at: string): number {
  const value = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(at) ? `${at}T00:00:00Z` : at);
  if (Number.isNaN(value)) throw new RangeError(`a chart needs a time, got ${at}`);
  return value;
}

/** Ticks of an axis of days in UTC, whatever the zone of the reader; with the year where there are two. */
export function dayTicks([from, to]: readonly [number, number]) {
  const isOneYear = new Date(from).getUTCFullYear() === new Date(to).getUTCFullYear();
  const format = isOneYear ? '%-d %b' : '%-d %b %Y';
  const days = (to - from) / DAY_MS;
  // Vega would part short times into hours, and write the same day beneath each.
  if (days > MOST_TICKS * 7) return { format, tickCount: isOneYear ? MOST_TICKS : 4, labelOverlap: true };
  const step = Math.max(1, Math.ceil(days / MOST_TICKS)) * DAY_MS;
  const first = Math.ceil(from / DAY_MS) * DAY_MS;
  const values = Array.from(
    { length: Math.floor((to - first) / step) + 1 },
    (_, index) => first + index * step,
  );
  return { format, values, labelOverlap: true };
}
