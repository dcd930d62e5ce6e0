import { markupText } from '../contracts/markup-text.ts';

/** Markup that is safe to stand in a page. */
export interface Html {
  readonly markup: string;
}

type Piece = string | Html | readonly Html[];

/** Markup with texts in it, each of which stays a text whatever it holds. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  const written = pieces.map((piece, place) => `${markupOf(piece)}${parts[place + 1] ?? ''}`);
  return { markup: `${parts[0] ?? ''}${written.join('')}` };
}

/** Markup of our own making. */
export function markup(own: string): Html {
  return { markup: own };
}

function markupOf(piece: Piece): string {
  if (typeof piece === 'string') return markupText(piece);
  if ('markup' in piece) return piece.markup;
  return piece.map(({ markup }) => markup).join('');
}
