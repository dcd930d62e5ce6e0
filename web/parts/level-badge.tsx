import { LEVEL_LETTERS, LEVEL_WORDS, type PortfolioLevel } from '../../src/charts/level-words.ts';

/** A level by letter, fill and word. */
export function LevelBadge({ level }: { readonly level: PortfolioLevel }) {
  return (
    <span class="level">
      <span class={`level-mark level-${level}`} aria-hidden="true">
        {LEVEL_LETTERS[level]}
      </span>
      {LEVEL_WORDS[level]}
    </span>
  );
}
