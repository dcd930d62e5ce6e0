import { useMemo } from 'preact/hooks';
import type { Column } from './column.ts';
import { type Sort, sorted } from './sort.ts';
import { useShown } from './use-shown.ts';

interface DataTableProps<Row> {
  readonly caption: string;
  /** The first names its row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Null leaves the rows as they come. */
  readonly sort: Sort | null;
  /** Absent where they are not for sorting: part of a list that a server orders. */
  readonly onSort?: (sort: Sort) => void;
}

/** Rows under headings that sort them. */
export function DataTable<Row>({ caption, columns, rows, sort, onSort }: DataTableProps<Row>) {
  const order = useMemo(() => sorted(rows, columns, sort), [rows, columns, sort?.by, sort?.isDown]);
  const { most, end } = useShown(rows.length);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section class="table-scroll" tabIndex={0} aria-label={caption}>
        <table>
          <caption class="unseen">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <Heading key={column.name} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {order.slice(0, most).map((row, place) => (
              <tr key={place}>
                {columns.map((column, index) => (
                  <Cell key={column.name} column={column} row={row} isFirst={index === 0} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {/* Outside of what scrolls, from where its coming near could not be seen. */}
      {most < rows.length && <p ref={end} class="more-rows">{`${most} of ${rows.length} rows`}</p>}
    </>
  );
}

interface HeadingProps<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort | null;
  readonly onSort: ((sort: Sort) => void) | undefined;
}

/** Numbers are first sorted down, words up: the most, and from A. */
function Heading<Row>({ column: { name, title, kind }, sort, onSort }: HeadingProps<Row>) {
  const isBy = sort?.by === name;
  const next = { by: name, isDown: isBy ? !sort.isDown : kind === 'number' };
  return (
    <th scope="col" class={kind} aria-sort={isBy ? (sort.isDown ? 'descending' : 'ascending') : undefined}>
      {onSort === undefined ? (
        <span class="sort">{title}</span>
      ) : (
        <button type="button" class="sort" onClick={() => onSort(next)}>
          {title}
        </button>
      )}
    </th>
  );
}

interface CellProps<Row> {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly isFirst: boolean;
}

function Cell<Row>({ column: { kind, value, show }, row, isFirst }: CellProps<Row>) {
  const content = show?.(row) ?? value(row) ?? '–';
  return isFirst ? (
    <th scope="row" class={kind}>
      {content}
    </th>
  ) : (
    <td class={kind}>{content}</td>
  );
}
