import type { RefObject } from 'preact';
import type { TopLevelSpec } from 'vega-lite';
import { download, fileName } from '../parts/download.ts';
import { Menu } from '../parts/menu.tsx';
import type { Column } from '../table/column.ts';
import { tableCsv } from '../table/table-csv.ts';
import type { DrawnChart } from './draw-chart.ts';

interface ChartMenuProps<Row> {
  readonly name: string;
  readonly spec: TopLevelSpec;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** The chart as it stands there; null before it does. */
  readonly drawn: RefObject<DrawnChart>;
}

/** A chart as files. */
export function ChartMenu<Row>({ name, spec, columns, rows, drawn }: ChartMenuProps<Row>) {
  const picture = async (): Promise<void> => {
    const svg = await drawn.current?.svg();
    if (svg !== undefined) download(fileName(name, 'svg'), 'image/svg+xml', svg);
  };
  const entries = [
    {
      words: 'Figures as CSV',
      act: () => download(fileName(name, 'csv'), 'text/csv', tableCsv(columns, rows)),
    },
    { words: 'Picture as SVG', act: picture },
    {
      words: 'Vega-Lite spec as JSON',
      act: () =>
        download(fileName(name, 'vl.json'), 'application/json', `${JSON.stringify(spec, null, 2)}\n`),
    },
  ];
  return <Menu words="Save" name={`Save ${name}`} entries={entries} />;
}
