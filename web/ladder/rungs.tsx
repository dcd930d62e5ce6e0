import { LEVEL_LETTERS, LEVEL_WORDS, type PortfolioLevel } from '../../src/charts/level-words.ts';

const RUNGS = ['in-the-loop', 'on-the-loop', 'autonomous'] as const;

/** On which rung a domain stands, as a row of the matrix; of a floor all are barred. */
export function Rungs({ level }: { readonly level: PortfolioLevel }) {
  return (
    <span class="rungs">
      {RUNGS.map((rung, place) => {
        const isHere = level === 'floor' ? place === 0 : rung === level;
        return (
          <span
            key={rung}
            class={isHere ? `level-mark level-${level}` : `no-rung${level === 'floor' ? ' level-floor' : ''}`}
            aria-hidden="true"
          >
            {isHere && LEVEL_LETTERS[level]}
          </span>
        );
      })}
      {LEVEL_WORDS[level]}
    </span>
  );
}
