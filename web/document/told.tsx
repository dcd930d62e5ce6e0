import type { TopLevelSpec } from 'vega-lite';
import { unbroken } from '../../src/contracts/figures.ts';
import type { DocumentSection, DocumentTable } from '../../src/reports/document.ts';
import { Chart } from '../chart/chart.tsx';
import type { Column } from '../table/column.ts';

interface ToldProps {
  readonly section: DocumentSection;
  /** Its chart at a width in pixels; null where it has none. */
  readonly draw: ((width: number) => TopLevelSpec) | null;
}

/** A section of a document of paper, on a screen: sentences, points, picture and table in the same order and words. */
export function Told({ section: { title, facts = [], reading, points = [], table }, draw }: ToldProps) {
  const rows = table?.rows ?? [];
  return (
    <>
      {facts.length > 0 && (
        <dl class="told-facts">
          {facts.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{unbroken(text)}</dd>
            </div>
          ))}
        </dl>
      )}
      {reading.map((sentence) => (
        <p key={sentence}>{unbroken(sentence)}</p>
      ))}
      {points.length > 0 && (
        <ul class="points">
          {points.map((point) => (
            <li key={point}>{unbroken(point)}</li>
          ))}
        </ul>
      )}
      {draw !== null && (
        <Chart
          name={title.replace(/^\w+\. /, '')}
          draw={draw}
          height={240}
          widths={[320, 640]}
          columns={table === null ? [] : columnsOf(table)}
          rows={rows}
          isListed={table === null || !table.folded}
        />
      )}
      {table !== null && !(table.folded && draw !== null) && <ToldTable table={table} />}
    </>
  );
}

/** A table that is read and not sorted. */
export function ToldTable({ table: { caption, headings, rows, words } }: { readonly table: DocumentTable }) {
  const kind = (column: number): string => (column === 0 || words === true ? 'words' : 'number');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section class="table-scroll" tabIndex={0} aria-label={caption}>
      <table class="told">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {headings.map((heading, column) => (
              <th key={heading} scope="col" class={kind(column)}>
                {heading === '' ? <span class="unseen">Of what</span> : heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key={column} scope="row" class="words">
                    {cell}
                  </th>
                ) : (
                  <td key={column} class={kind(column)}>
                    {unbroken(cell)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function columnsOf({ headings, words }: DocumentTable): Column<readonly string[]>[] {
  return headings.map((title, place) => ({
    ...{ name: String(place), title },
    kind: place === 0 || words === true ? 'words' : 'number',
    value: (row) => row[place] ?? null,
  }));
}
