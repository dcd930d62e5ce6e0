import { intakeDays } from '../../src/charts/intake-days.ts';
import { count } from '../../src/contracts/figures.ts';
import type { IngestRunRow, IntakeReport } from '../../src/contracts/intake.ts';
import { visible } from '../../src/contracts/visible.ts';
import type { Filters } from '../address/use-filters.ts';
import { Chart } from '../chart/chart.tsx';
import { Moment } from '../parts/moment.tsx';
import { Section } from '../parts/section.tsx';
import type { Column } from '../table/column.ts';
import { countColumn, nameColumn } from '../table/figure-columns.tsx';
import { FilteredTable } from '../table/filtered-table.tsx';
import { bytesText } from './bytes-text.ts';
import { pageAddress, refusedAddress } from './page-address.ts';

const DAY_COLUMNS: readonly Column<IntakeReport['days'][number]>[] = [
  nameColumn('day', 'Day', ({ day }) => day),
  countColumn('decisions', 'Decisions added', ({ decisions }) => decisions),
  countColumn('verdicts', 'Verdicts added', ({ verdicts }) => verdicts),
  countColumn('refused', 'Refused', ({ quarantined }) => quarantined),
];

const COLUMNS: readonly Column<IngestRunRow>[] = [
  {
    ...{ name: 'run', title: 'Run', kind: 'number', value: ({ run }) => run },
    show: ({ run }) => count(run),
  },
  {
    ...{ name: 'ran', title: 'When, UTC', kind: 'words', value: ({ ranAt }) => ranAt },
    show: ({ ranAt }) => <Moment of={ranAt} />,
  },
  countColumn('decisions', 'Decisions added', ({ decisions }) => decisions.added),
  countColumn('verdicts', 'Verdicts added', ({ verdicts }) => verdicts.added),
  countColumn('known', 'There already', ({ decisions, verdicts }) => decisions.known + verdicts.known),
  {
    ...countColumn<IngestRunRow>('refused', 'Refused', ({ quarantined }) => quarantined),
    show: ({ run, quarantined }) =>
      quarantined === 0 ? '0' : <a href={refusedAddress(run)}>{count(quarantined)}</a>,
  },
  {
    ...{ name: 'files', title: 'Files', kind: 'words' },
    value: ({ files }) => files.map(({ name }) => name).join(', ') || null,
    show: ({ files }) => <Files files={files} />,
  },
];

function Files({ files }: Pick<IngestRunRow, 'files'>) {
  const [first] = files;
  if (first === undefined) return <>–</>;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const more = files.length === 1 ? '' : ` and ${count(files.length - 1)} more`;
  const [name = ''] = first.name.split('/').slice(-1);
  return (
    <span title={files.map((file) => visible(file.name)).join('\n')}>
      {visible(name)}
      {more} <span class="beside">{bytesText(bytes)}</span>
    </span>
  );
}

interface RunsProps {
  readonly intake: IntakeReport;
  readonly filters: Filters;
}

/** What came in, run by run, the newest first. */
export function Runs({ intake: { days, runs, next }, filters }: RunsProps) {
  const before = filters.get('before');
  return (
    <Section id="runs" title="What came in">
      <Chart
        name="Rows by the day on which they came in"
        draw={(width) => intakeDays(days, { width })}
        height={216}
        widths={[320, 960]}
        columns={DAY_COLUMNS}
        rows={days}
      />
      {runs.length === 0 ? (
        <p>There is no older run.</p>
      ) : (
        <FilteredTable
          noun="run"
          caption="Runs of ingest"
          file="ingest-runs.csv"
          columns={COLUMNS}
          names={[]}
          rows={runs}
          left={runs}
          filters={filters}
          order="runs"
        />
      )}
      <nav class="pages" aria-label="Pages of runs">
        {before !== '' && <a href={pageAddress({ before: '' }, 'runs')}>The newest runs</a>}
        {next !== null && <a href={pageAddress({ before: String(next) }, 'runs')}>Older runs</a>}
      </nav>
    </Section>
  );
}
