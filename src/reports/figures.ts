import { count, percentExact, percentUp as roundedUp, thresholdText } from '../contracts/figures.ts';
import type { InputSummary } from '../contracts/rule.ts';

export { count, counted } from '../contracts/figures.ts';

/** A share as percent with one decimal; `–` for nothing. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`;
}

/**
 * An error rate or its bound as percent, without the sign: rounded up so that it never reads better than it is, and
 * with more digits than one where it would otherwise read as the limit that it stays below.
 */
export function percentUp(share: number, limit: number | null = null): string {
  return roundedUp(share, limit);
}

/** A limit as it was set, with at least one decimal. */
export function limitPercent(limit: number): string {
  const exact = percentExact(limit);
  return `${exact.includes('.') ? exact : `${exact}.0`} %`;
}

/** What was read, as it stands in every report. */
export function inputText({ decisions, verdicts, quarantined }: InputSummary): string {
  return `${count(decisions)} decisions, ${count(verdicts)} verdicts, ${count(quarantined)} rows in quarantine`;
}

/** A threshold with as many digits as the grid has there, at least two; `–` for nothing. */
export function threshold(value: number | null): string {
  return value === null ? '–' : thresholdText(value);
}

/** Joiners are part of some scripts and of emoji made of several; elsewhere they hide in a name. */
const JOINED =
  /(?<=[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Sinhala}\p{Script=Malayalam}])[\u200c\u200d]|(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d(?=\p{Extended_Pictographic})/u;
const UNSEEN = new RegExp(String.raw`${JOINED.source}|([\p{Cc}\p{Cf}\p{Cs}\u2028\u2029])`, 'gu');

/** A name from outside on one line: what steers a terminal, or cannot be seen, is shown and not obeyed. */
export function visible(name: string): string {
  return name.replace(UNSEEN, (character, unseen: string | undefined) => {
    if (unseen === undefined) return character;
    const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
    return short[unseen] ?? `\\u${unseen.codePointAt(0)?.toString(16).padStart(4, '0')}`;
  });
}
