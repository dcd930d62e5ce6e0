import { useMemo } from 'preact/hooks';
import type { Filters } from '../address/use-filters.ts';
import { ChoiceFilter, TextFilter } from '../parts/filter-fields.tsx';
import { STATUS_WORDS } from './plan-columns.tsx';
import type { PlanRow } from './plan-row.ts';

/** The rows that the filters in the address leave. */
export function useFilteredPlan(rows: readonly PlanRow[], { get }: Filters): readonly PlanRow[] {
  const [text, status] = [get('text').trim().toLowerCase(), get('brings')];
  return useMemo(
    () =>
      rows.filter(
        (row) =>
          (text === '' || `${row.domain}\n${row.model}`.toLowerCase().includes(text)) &&
          (status === '' || row.status === status),
      ),
    [rows, text, status],
  );
}

/** Names of the filters of the plan. */
export const PLAN_FILTERS = ['text', 'brings'] as const;

/** Fields for the filters of the plan. */
export function PlanFilters({ filters }: { readonly filters: Filters }) {
  return (
    <>
      <TextFilter label="Domain or model" name="text" filters={filters} />
      <ChoiceFilter label="Reviews bring" name="brings" filters={filters} words={STATUS_WORDS} />
    </>
  );
}
