import { count } from '../../src/contracts/figures.ts';

interface ProgressProps {
  readonly have: number;
  /** Null where no number would do. */
  readonly need: number | null;
}

/** How much of what is needed is there. */
export function Progress({ have, need }: ProgressProps) {
  const words = need === null ? count(have) : `${count(have)} / ${count(need)}`;
  return (
    <span class="progress">
      {words}
      {need !== null && need > 0 && (
        <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect class="progress-need" width="100" height="4" />
          <rect class="progress-have" width={Math.min(100, (100 * have) / need)} height="4" />
        </svg>
      )}
    </span>
  );
}
