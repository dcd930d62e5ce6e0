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
