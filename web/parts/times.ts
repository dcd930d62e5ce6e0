const MINUTE_MS = 60_000;
const UNITS = [
  ['year', 525_600],
  ['month', 43_800],
  ['day', 1440],
  ['hour', 60],
  ['minute', 1],
] as const;

/** A time of day in UTC, the same for every reader: `30 June 2026, 23:55 UTC`. */
export function momentText(instant: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });
  const moment = new Date(instant);
  return `${day.format(moment)}, ${time.format(moment)} UTC`;
}

/** How long something is past, in its largest unit: `3 days`. */
export function agoText(elapsedMs: number): string {
  const minutes = Math.max(0, elapsedMs / MINUTE_MS);
  for (const [unit, size] of UNITS) {
    const number = Math.floor(minutes / size);
    if (number > 0) return `${number} ${unit}${number === 1 ? '' : 's'}`;
  }
  return 'less than a minute';
}
