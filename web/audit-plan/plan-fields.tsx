import { percentExact } from '../../src/contracts/figures.ts';
import type { Filters } from '../address/use-filters.ts';

/** Fields for what is planned for. A budget and a rate each decide the rates alone: one takes the other's place. */
export function PlanFields({ filters: { get, set } }: { readonly filters: Filters }) {
  const rate = get('rate');
  return (
    <search class="filters" aria-label="What is planned for">
      <label>
        Verdicts there by
        <input
          type="date"
          value={get('by')}
          onChange={({ currentTarget }) => set({ by: currentTarget.value })}
        />
      </label>
      <label>
        Reviews a week
        <input
          type="number"
          inputMode="decimal"
          min={1}
          step="any"
          value={get('budget')}
          onChange={({ currentTarget }) => set({ budget: currentTarget.value, rate: '' })}
        />
      </label>
      <label>
        Or one audit rate for all, %
        <input
          type="number"
          inputMode="decimal"
          min={0}
          max={100}
          step="any"
          value={rate === '' || Number.isNaN(Number(rate)) ? '' : percentExact(Number(rate))}
          onChange={({ currentTarget }) => set({ rate: shareOf(currentTarget.value), budget: '' })}
        />
      </label>
    </search>
  );
}

/** A percentage as an address has it: without what a product of decimals is off by. */
function shareOf(percent: string): string {
  return percent === '' ? '' : String(Number((Number(percent) / 100).toFixed(8)));
}
