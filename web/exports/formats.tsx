import { useMemo } from 'preact/hooks';
import type { Publications } from '../../src/contracts/publication.ts';
import type { ExportFormat } from '../../src/contracts/thresholds.ts';
import type { Filters } from '../address/use-filters.ts';
import { Section } from '../parts/section.tsx';
import type { Column } from '../table/column.ts';
import { countColumn, nameColumn } from '../table/figure-columns.tsx';
import { FilteredTable } from '../table/filtered-table.tsx';
import { FORMAT_WORDS, FORMATS } from './format-words.ts';
import { lastPull, type Pull } from './published-row.ts';
import { Pulled } from './pulled.tsx';

interface FormatRow {
  readonly format: ExportFormat;
  /** Files that were published in it. */
  readonly files: number;
  readonly pulled: Pull | null;
}

const COLUMNS: readonly Column<FormatRow>[] = [
  {
    ...nameColumn<FormatRow>('name', 'Download', ({ format }) => format),
    show: ({ format }) => (
      <a href={`/v1/exports/${format}`} download={FORMAT_WORDS[format].file}>
        {format}
      </a>
    ),
  },
  nameColumn('reader', 'Who reads it', ({ format }) => FORMAT_WORDS[format].reader),
  countColumn('files', 'Files published', ({ files }) => files),
  {
    ...{ name: 'asked', title: 'Last asked for', kind: 'words' },
    value: ({ pulled }) => pulled?.at ?? null,
    show: ({ pulled }) => <Pulled pull={pulled} />,
  },
];

interface FormatsProps {
  readonly publications: Publications;
  readonly filters: Filters;
}

/** What is in force, in every form that others read. */
export function Formats({ publications: { files, pulls }, filters }: FormatsProps) {
  const rows = useMemo(
    () =>
      FORMATS.map((format) => ({
        format,
        files: files.filter((file) => file.format === format).length,
        pulled: lastPull(pulls, format),
      })),
    [files, pulls],
  );
  return (
    <Section id="formats" title="What is in force, to download">
      <p>
        Programs ask this server for <code>/v1/exports/FORMAT</code> themselves; when one last did is known
        since the server began.
      </p>
      <FilteredTable
        noun="format"
        caption="Formats"
        file="formats.csv"
        columns={COLUMNS}
        names={[]}
        rows={rows}
        left={rows}
        filters={filters}
        order="formats"
      />
    </Section>
  );
}
