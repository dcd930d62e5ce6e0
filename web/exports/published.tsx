import { useMemo } from 'preact/hooks';
import type { Filters } from '../address/use-filters.ts';
import { ChoiceFilter, TextFilter } from '../parts/filter-fields.tsx';
import { FilteredTable } from '../table/filtered-table.tsx';
import { MATCH_WORDS, PUBLISHED_COLUMNS } from './published-columns.tsx';
import type { PublishedRow } from './published-row.ts';

const NAMES = ['text', 'live'] as const;

interface PublishedProps {
  readonly rows: readonly PublishedRow[];
  readonly filters: Filters;
}

/** Every file that was published, the newest of each path. */
export function Published({ rows, filters }: PublishedProps) {
  const [text, live] = [filters.get('text').trim().toLowerCase(), filters.get('live')];
  const left = useMemo(
    () =>
      rows.filter(
        (row) =>
          (text === '' || `${row.path}\n${row.format}`.toLowerCase().includes(text)) &&
          (live === '' || row.isCurrent === (live === 'yes')),
      ),
    [rows, text, live],
  );
  return (
    <FilteredTable
      noun="file"
      caption="What was published"
      file="exports.csv"
      columns={PUBLISHED_COLUMNS}
      names={NAMES}
      rows={rows}
      left={left}
      filters={filters}
    >
      <TextFilter label="Path or format" name="text" filters={filters} />
      <ChoiceFilter label="It says" name="live" filters={filters} words={MATCH_WORDS} />
    </FilteredTable>
  );
}
