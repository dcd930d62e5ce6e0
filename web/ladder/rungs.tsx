import { LEVEL_LETTERS, type PortfolioLevel } from '../../src/charts/portfolio.ts';
import { LEVEL_WORDS } from '../parts/level-badge.tsx';

const RUNGS = ['in-the-loop', 'on-the-loop', 'autonomous'] as const;

/** On which rung a domain stands, as a row of the matrix; a floor has none of them. */
export function Rungs({ level }: { readonly level: PortfolioLevel }) {
  return (
    <span class="rungs">
      {(level === 'floor' ? (['floor'] as const) : RUNGS).map((rung) =>
        rung === level ? (
          <span key={rung} class={`level-mark level-${rung} rung-${rung}`} aria-hidden="true">
            {LEVEL_LETTERS[rung]}
          </span>
        ) : (
          <span key={rung} class="no-rung" aria-hidden="true" />
        ),
      )}
      {LEVEL_WORDS[level]}
    </span>
  );
}
