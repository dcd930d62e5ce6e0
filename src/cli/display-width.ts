let segmenter: Intl.Segmenter | null = null;

/** The characters of a text as a reader counts them. Made when first asked for: few texts ask, and it takes 20 ms. */
function graphemes(text: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Scripts and blocks whose characters take two columns (Unicode, East Asian Width W and F), and emoji. */
const WIDE =
  /(?![\uff61-\uffdc])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u;

/** What most texts are made of alone: each of these is one character and takes one column. */
const NARROW = /^[\x20-\x7e\u2009\u2013\u2026\u2192\u2500]*$/;

/** Columns that a text takes in a terminal; it must hold no control characters. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  return graphemes(text).reduce((columns, one) => columns + (WIDE.test(one) ? 2 : 1), 0);
}

/**
 * A text in at most so many columns, its middle left out for an ellipsis: names are told apart by how they begin
 * and how they end.
 *
 * @param columns at least 3
 */
export function shorten(text: string, columns: number): string {
  // A name may be megabytes long; what is shown of it is not.
  const most = columns * 16;
  const known = text.length > 2 * most ? `${text.slice(0, most)} ${text.slice(-most)}` : text;
  if (known === text && displayWidth(text) <= columns) return text;
  const characters = graphemes(known);
  const tail = fitting([...characters].reverse(), Math.floor((columns - 1) / 2)).reverse();
  const head = fitting(characters, columns - 1 - displayWidth(tail.join('')));
  return `${head.join('')}…${tail.join('')}`;
}

/** As many of the first characters as fit. */
function fitting(characters: readonly string[], columns: number): string[] {
  const taken: string[] = [];
  let left = columns;
  for (const character of characters) {
    left -= displayWidth(character);
    if (left < 0) break;
    taken.push(character);
  }
  return taken;
}

/** Words on lines of at most so many columns; a longer word has a line for itself, and no number loses its %. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/ (?!%)/)) {
    const last = lines.at(-1);
    if (last !== undefined && displayWidth(last) + 1 + displayWidth(word) <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
