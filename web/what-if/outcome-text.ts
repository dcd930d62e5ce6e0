import { count } from '../../src/contracts/figures.ts';
import type { Between } from './reckon.ts';

/** A number as it is read at a glance: one decimal below a hundred, none above. */
export function roundText(value: number | null): string {
  if (value === null) return '–';
  const size = Math.abs(value);
  const sign = value < 0 && Number(size.toFixed(1)) > 0 ? '−' : '';
  return sign + (size < 100 ? size.toFixed(1) : count(Math.round(size)));
}

/** Its ends; empty where there are none. */
export function spanText({ low, high }: Between): string {
  if (low === null || high === null) return '';
  // Between numbers that may be below nothing, a dash would be read as a sign.
  return low < 0 ? `(${roundText(low)} to ${roundText(high)})` : `(${roundText(low)}–${roundText(high)})`;
}

/** How much more or less than today; empty where either is not known. */
export function differenceText(now: number | null, today: number | null, unit: string): string {
  if (now === null || today === null) return '';
  const difference = now - today;
  if (Math.abs(difference) < 0.05) return 'as today';
  return `${difference > 0 ? '+' : ''}${roundText(difference)}${unit}`;
}
