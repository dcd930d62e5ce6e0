import { percentExact, plain, thresholdText } from '../contracts/figures.ts';

export { percent } from '../contracts/figures.ts';

/** Steers the direction of text, breaks a line, or is no character at all: never obeyed inside a picture. */
const UNSEEN = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufffe\uffff]/gu;
const SIGNS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * A name from outside as a label: on one line, and cut at the end where it is longer than there is room.
 * @param most signs, as a reader counts them
 */
export function shownName(name: string, most = 28): string {
  const signs = [...SIGNS.segment(name.replace(UNSEEN, '\ufffd'))].map(({ segment }) => segment);
  return signs.length <= most
    ? signs.join('')
    : `${signs
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** A limit as it was set. */
export function limitWords(limit: number): string {
  return `limit ${percentExact(limit)} %`;
}

/** A threshold with what it is: `now 0.93`. */
export function thresholdWords(word: string, threshold: number): string {
  return `${word} ${thresholdText(threshold)}`;
}

/** A number of any size in few signs: `0.03`, `12`, `3 400`, `2e+9`. */
export function shortNumber(value: number): string {
  if (value === 0) return '0';
  if (value >= 1e6 || value < 0.001) return value.toExponential(0);
  const digits = value >= 10 ? 0 : value >= 1 ? 1 : 3;
  return plain(value.toFixed(digits)).replace(/\B(?=(\d{3})+(?!\d)(?<!\.\d*))/g, '\u2009');
}

/** Ticks of shares as percent without the sign, which stands in the title of the axis. */
export const PERCENT_TICKS = 'format(datum.value * 100, "~r")';
/** Ticks of counts with thin spaces. */
export const COUNT_TICKS = 'replace(format(datum.value, ",d"), regexp(",", "g"), "\u2009")';

/** About how many pixels a label is wide: enough to keep labels apart. */
export function labelWidth(label: string): number {
  return label.length * 6.6;
}
