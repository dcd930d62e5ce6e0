import { LEVEL_LETTERS, type PortfolioLevel } from '../../src/charts/portfolio.ts';

/** Levels in words, from least authority to most. */
export const LEVEL_WORDS: Readonly<Record<PortfolioLevel, string>> = {
  floor: 'floor',
  'in-the-loop': 'in the loop',
  'on-the-loop': 'on the loop',
  autonomous: 'autonomous',
};

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
