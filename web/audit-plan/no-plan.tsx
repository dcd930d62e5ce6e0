import type { Filters } from '../address/use-filters.ts';
import type { Refusal } from '../ask/refusal.ts';
import { Nothing } from '../parts/nothing.tsx';

interface NoPlanProps {
  readonly refusal: Refusal;
  readonly filters: Filters;
}

/** What is asked of a plan that cannot be: too few reviews, or a date that is past. */
export function NoPlan({ refusal, filters }: NoPlanProps) {
  return (
    <div role="alert">
      <Nothing title="There is no such plan">
        {/* Routes and commands have one sentence, which names the option of the command. */}
        <p>{refusal.what.replace(/: --(?=\w)/, ': ')}</p>
        <button type="button" onClick={() => filters.set({ by: '', budget: '', rate: '' })}>
          Plan for four weeks
        </button>
      </Nothing>
    </div>
  );
}
