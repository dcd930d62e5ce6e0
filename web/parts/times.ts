const MINUTE_MS = 60_000;
const UNITS = [
  ['year', 525_600],
  ['month', 43_800],
  ['day', 1440],
  ['hour', 60],
  ['minute', 1],
] as const;

/** How long something is past, in its largest unit: `3 days`. */
export function agoText(elapsedMs: number): string {
  const minutes = Math.max(0, elapsedMs / MINUTE_MS);
  for (const [unit, size] of UNITS) {
    const number = Math.floor(minutes / size);
    if (number > 0) return `${number} ${unit}${number === 1 ? '' : 's'}`;
  }
  return 'less than a minute';
}
