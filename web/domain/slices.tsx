import { useState } from 'preact/hooks';
import { sliceDots } from '../../src/charts/slice-dots.ts';
import type { CutRow, Cuts, SliceDifference } from '../../src/contracts/cut.ts';
import { bestOf } from '../../src/contracts/estimate-text.ts';
import { counted } from '../../src/contracts/figures.ts';
import { NO_VALUE } from '../../src/contracts/no-value.ts';
import type { SliceFinding } from '../../src/contracts/slice.ts';
import { visible } from '../../src/contracts/visible.ts';
import { decisionsAddress } from '../address/addresses.ts';
import { Chart } from '../chart/chart.tsx';
import type { Column } from '../table/column.ts';
import { DataTable } from '../table/data-table.tsx';
import { countColumn, nameColumn, percentColumn, shareColumn } from '../table/figure-columns.tsx';
import type { Sort } from '../table/sort.ts';
import type { RecordProps } from './record-props.ts';

const FINDINGS: readonly Column<SliceFinding>[] = [
  nameColumn('slice', 'Slice', ({ column, value }) => visible(`${column} = ${value}`)),
  nameColumn('verdict', 'Verdict', ({ verdict }) => verdict),
  countColumn('reviewed', 'Reviewed', ({ reviewed }) => reviewed),
  percentColumn('wrong', 'Wrong, %', ({ risk }) => risk),
  percentColumn('bound', 'At most, %', ({ riskUpper }) => riskUpper),
];

const worstOf = ({ domain, model }: Cuts): readonly Column<SliceDifference>[] => [
  {
    ...nameColumn('slice', 'Slice', nameOf),
    show: (row) => <SliceLink {...{ domain, model }} slice={row.slice} words={nameOf(row)} />,
  },
  countColumn('reviewed', 'Reviewed', ({ reviewed }) => reviewed),
  shareColumn('wrong', 'Wrong, % (95 %)', ({ errorRate }) => bestOf(errorRate)),
  percentColumn('difference', 'Worse by, points', ({ difference }) => difference),
  {
    ...{ name: 'chance', title: 'By chance (p)', kind: 'number' },
    value: ({ adjusted }) => adjusted,
    show: ({ adjusted }) => (adjusted < 0.001 ? '< 0.001' : adjusted.toFixed(3)),
  },
];

type SegmentRow = CutRow & { readonly segment: string };

const segmentsOf = ({ domain, model }: Cuts): readonly Column<SegmentRow>[] => [
  {
    ...nameColumn('segment', 'Segment', ({ segment, value }: SegmentRow) => visible(`${segment} = ${value}`)),
    show: (row) => (
      <SliceLink {...{ domain, model }} slice={[row]} words={visible(`${row.segment} = ${row.value}`)} />
    ),
  },
  countColumn('decisions', 'Decisions', ({ decisions }) => decisions),
  countColumn('reviewed', 'Reviewed', ({ reviewed }) => reviewed),
  shareColumn('wrong', 'Wrong, % (95 %)', ({ errorRate }) => bestOf(errorRate)),
];

/** Where the AI is worse than elsewhere in its domain, and by more than chance explains. */
export function Slices({ report: { cuts }, acting }: RecordProps) {
  const [segments, setSegments] = useState<Sort | null>(null);
  const rows = cuts.bySegment.flatMap(({ segment, rows: values }) =>
    values.map((value) => ({ ...value, segment })),
  );
  const findings = acting?.slices ?? [];
  if (rows.length === 0 && findings.length === 0)
    return <p>No segments come with the decisions of this domain, so that nothing can be said of slices.</p>;
  const found = cuts.worstSlices.filter((one) => one.found).length;
  return (
    <>
      <p>
        {counted(cuts.slicesTested, 'slice')} with enough verdicts compared with the rest of the domain;{' '}
        {found === 0 ? 'none is' : `${found} ${found === 1 ? 'is' : 'are'}`} worse by more than chance
        explains.
      </p>
      {findings.length > 0 && (
        <Chart
          name="Error rate by slice"
          draw={(width) => sliceDots(findings, { width })}
          height={160}
          widths={[560, 720]}
          columns={FINDINGS}
          rows={findings}
        />
      )}
      <div class="tables">
        {cuts.worstSlices.length > 0 && <Worst cuts={cuts} />}
        {rows.length > 0 && (
          <div class="one-table">
            <h3>By segment</h3>
            <DataTable
              caption="By segment"
              columns={segmentsOf(cuts)}
              rows={rows}
              sort={segments}
              onSort={setSegments}
            />
          </div>
        )}
      </div>
    </>
  );
}

const FIRST = 12;

/** Slices beside the rest of their domain: a few, and the others for whoever asks. */
function Worst({ cuts }: { readonly cuts: Cuts }) {
  const slices = cuts.worstSlices;
  const [sort, setSort] = useState<Sort | null>(null);
  const [hasAll, setHasAll] = useState(false);
  return (
    <div class="one-table">
      <h3>Beside the rest of the domain, the worst first</h3>
      <DataTable
        caption="Slices beside the rest of the domain"
        columns={worstOf(cuts)}
        rows={hasAll ? slices : slices.slice(0, FIRST)}
        sort={sort}
        onSort={setSort}
      />
      {slices.length > FIRST && (
        <button type="button" class="quiet" aria-expanded={hasAll} onClick={() => setHasAll(!hasAll)}>
          {hasAll ? `Show ${FIRST}` : `Show all ${slices.length}`}
        </button>
      )}
    </div>
  );
}

function nameOf({ slice }: SliceDifference): string {
  return slice.map(({ segment, value }) => visible(`${segment} = ${value}`)).join(' and ');
}

interface SliceLinkProps {
  readonly domain: string;
  readonly model: string;
  readonly slice: readonly { readonly segment: string; readonly value: string }[];
  readonly words: string;
}

/** Leads to the decisions of a slice, where a condition can name it. */
function SliceLink({ domain, model, slice, words }: SliceLinkProps) {
  const isNamed = slice.every(
    ({ segment, value }) => value !== NO_VALUE && !/[=<>!]/.test(segment) && !/[\n\r]/.test(segment + value),
  );
  if (!isNamed) return <>{words}</>;
  const where = slice.map(({ segment, value }) => `segment.${segment}=${value}`).join('\n');
  return <a href={`${decisionsAddress(domain)}?${new URLSearchParams({ model, where })}`}>{words}</a>;
}
