import type { ComponentChildren } from 'preact';
import { count, counted } from '../../src/contracts/figures.ts';
import type { Filters } from '../address/use-filters.ts';
import { download } from '../parts/download.ts';
import { Nothing } from '../parts/nothing.tsx';
import type { Column } from './column.ts';
import { DataTable } from './data-table.tsx';
import { sortIn, sortText } from './sort.ts';
import { tableCsv } from './table-csv.ts';

interface FilteredTableProps<Row> {
  /** One of what stands in it: `domain`. */
  readonly noun: string;
  readonly caption: string;
  /** What it is saved as. */
  readonly file: string;
  readonly columns: readonly Column<Row>[];
  /** All of them, and those that the filters leave. */
  readonly rows: readonly Row[];
  readonly left: readonly Row[];
  readonly filters: Filters;
  /** Names of the filters, which are taken away together. */
  readonly names: readonly string[];
  /** What its order is called in the address: each table of a page has its own. */
  readonly order?: string;
  /** Their fields. */
  readonly children?: ComponentChildren;
}

/** The rows that filters leave, in the order of the address: without one, as they come. */
export function FilteredTable<Row>(props: FilteredTableProps<Row>) {
  const { noun, caption, file, columns, rows, left, filters, names, order = 'sort', children } = props;
  const all = counted(rows.length, noun);
  return (
    <section class="listed" aria-label={`All ${noun}s`}>
      <div class="table-head">
        {children !== undefined && <search class="filters">{children}</search>}
        <p class="beside" role="status">
          {left.length === rows.length ? all : `${count(left.length)} of ${all}`}
        </p>
        <button
          type="button"
          class="quiet"
          onClick={() => download(file, 'text/csv', tableCsv(columns, left))}
        >
          Save as CSV
        </button>
      </div>
      {left.length === 0 ? (
        <Nothing title={`No ${noun} is left by these filters`}>
          <button
            type="button"
            onClick={() => filters.set(Object.fromEntries(names.map((name) => [name, ''])))}
          >
            {`Show all ${noun}s`}
          </button>
        </Nothing>
      ) : (
        <DataTable
          caption={caption}
          columns={columns}
          rows={left}
          sort={sortIn(filters.get(order))}
          onSort={(sort) => filters.set({ [order]: sortText(sort) })}
        />
      )}
    </section>
  );
}
