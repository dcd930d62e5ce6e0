/**
 * How figures are written for people, the same in sentences, tables and packets. Shares come as fractions and are
 * written in percent, without the sign.
 */

/** Digits after the point beyond which two shares in percent are one and the same to a reader. */
const MOST_DIGITS = 5;

/** A share to one decimal, but never 0 or 100 unless it is that. */
export function percentNear(share: number): string {
  if (share > 0 && share < 0.0005) return 'less than 0.1';
  if (share < 1 && share >= 0.9995) return 'more than 99.9';
  return plain((share * 100).toFixed(1));
}

/** A share as percent with one decimal and its sign; `–` for nothing. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`;
}

/** A limit as it was set, with at least one decimal and its sign. */
export function limitPercent(limit: number): string {
  const exact = percentExact(limit);
  return `${exact.includes('.') ? exact : `${exact}.0`} %`;
}

/** A share as it was set: a limit that was rounded would be another limit. */
export function percentExact(share: number): string {
  return plain((share * 100).toFixed(10));
}

/**
 * An error rate or its bound, rounded up so that it never reads better than it is; with more digits where it would
 * otherwise read as the limit that it stays below.
 *
 * @param limit what it must not be taken for; null where there is none
 * @param digits after the point, at least
 */
export function percentUp(share: number, limit: number | null = null, digits = 1): string {
  for (let most = digits; most <= MOST_DIGITS; most += 1) {
    // What a product of decimals is off by must not cost a whole step.
    const steps = Math.ceil(share * 100 * 10 ** most - 1e-8);
    const isClear = limit === null || share >= limit || steps < limit * 100 * 10 ** most - 1e-8;
    if (isClear) return (steps / 10 ** most).toFixed(most);
  }
  return percentExact(limit ?? share);
}

/** The lower end of an interval, rounded down. */
export function percentDown(share: number): string {
  // What a product of decimals is off by must not cost a whole step.
  return (Math.floor(share * 1000 + 1e-8) / 10).toFixed(1);
}

/** A threshold with as many digits as the grid has there, at least two. */
export function thresholdText(threshold: number): string {
  return threshold.toFixed(6).replace(/0{1,4}$/, '');
}

/** The same, and `–` for nothing. */
export function threshold(value: number | null): string {
  return value === null ? '–' : thresholdText(value);
}

/** A threshold, and the amount up to which it holds where there is one. */
export function reachText(threshold: number, maxAmount: number | undefined): string {
  return maxAmount === undefined
    ? thresholdText(threshold)
    : `${thresholdText(threshold)} up to ${amountText(maxAmount)}`;
}

/** An amount as it was set. */
export function amountText(amount: number): string {
  return plain(amount.toFixed(6));
}

/** A whole number with thin spaces between thousands. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009');
}

/** So many of a thing: `1 row`, `2 rows`. */
export function counted(value: number, thing: string): string {
  return `${count(value)} ${thing}${value === 1 ? '' : 's'}`;
}

/** Without zeros that say nothing. */
export function plain(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

/** A number and its sign stay on one line, and so do its thousands. */
export function unbroken(sentence: string): string {
  return sentence
    .replaceAll(' %', '\u00a0%')
    .replaceAll(/(?<=\d) (?=s\b)/g, '\u00a0')
    .replaceAll('\u2009', '\u202f');
}

/** A time of day in UTC, the same for every reader: `30 June 2026, 23:55 UTC`. */
export function momentText(instant: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });
  const moment = new Date(instant);
  return `${day.format(moment)}, ${time.format(moment)} UTC`;
}
