import { count, percentUp as percentsUp, plain } from '../../contracts/figures.ts';
import { visible } from '../figures.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A day as people write it, in UTC: `30 June 2026`. */
export function dayText(iso: string): string {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** A share as decisions in a hundred, for people: whole from ten on, where tenths say little. */
export function inHundred(share: number): string {
  const hundreds = share * 100;
  if (share > 0 && hundreds < 0.05) return 'fewer than 0.1';
  return plain(hundreds.toFixed(hundreds < 10 || hundreds > 99 ? 1 : 0));
}

/** An error rate or its bound as decisions in a hundred: never better than it is. */
export function wrongInHundred(share: number, limit: number | null): string {
  return plain(percentsUp(share, limit));
}

/** A number that is reckoned and not counted: whole from ten on. */
export function about(value: number): string {
  if (value === 0) return '0';
  if (value < 0.05) return 'fewer than 0.1';
  return value < 9.95 ? plain(value.toFixed(1)) : count(Math.round(value));
}

/** The same, never less than it is: for what could go wrong. */
export function atMost(value: number): string {
  const [steps, slack] = value < 9.9 ? [10, 1e-8] : [1, 1e-8];
  const up = Math.ceil(value * steps - slack) / steps;
  return value < 9.9 ? plain(up.toFixed(1)) : count(up);
}

/** How sure the AI must be, in percent as it was set. */
export function sure(threshold: number): string {
  return plain((threshold * 100).toFixed(4));
}

/** Names from outside, one after the other: `a, b and c`. */
export function listed(names: readonly string[]): string {
  const shown = names.map(visible);
  const last = shown.pop();
  if (last === undefined) return '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
