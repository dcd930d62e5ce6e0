/** Days on an axis in UTC, whatever the zone of the reader. */
export const DAYS = { format: '%-d %b', tickCount: 6, labelOverlap: true } as const;

/** Milliseconds since 1970 of an RFC 3339 time; a bare day begins at its midnight in UTC. */
export function moment(at: string): number {
  const value = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(at) ? `${at}T00:00:00Z` : at);
  if (Number.isNaN(value)) throw new RangeError(`a chart needs a time, got ${at}`);
  return value;
}

/** The days that an axis shows; the years too where they are more than one. */
export function dayFormat(
  moments: readonly number[],
): typeof DAYS | (Omit<typeof DAYS, 'format'> & { format: string }) {
  const years = new Set(moments.map((value) => new Date(value).getUTCFullYear()));
  return years.size > 1 ? { ...DAYS, format: '%-d %b %Y' } : DAYS;
}
