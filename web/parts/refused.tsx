import type { Refusal } from '../ask/refusal.ts';

interface RefusedProps {
  readonly refusal: Refusal;
  readonly onRetry: () => void;
}

/** Why there is nothing to see: what happened, what is safe, and what to try. */
export function Refused({ refusal: { what, safe, next }, onRetry }: RefusedProps) {
  return (
    <section class="state refused" role="alert">
      <h2 class="trouble">This page could not be loaded</h2>
      <p>{what}</p>
      <p>{safe}</p>
      <p>{next}</p>
      <button type="button" onClick={onRetry}>
        Try again
      </button>
    </section>
  );
}
