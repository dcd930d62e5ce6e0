const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** How large something is, in the largest unit of which there is one: `1.2 MB`. */
export function bytesText(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** step;
  return `${step === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${UNITS[step]}`;
}
