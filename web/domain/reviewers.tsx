import { reviewersChart } from '../../src/charts/cuts-charts.ts';
import type { ReviewerRow } from '../../src/contracts/cut.ts';
import { visible } from '../../src/contracts/visible.ts';
import { Chart } from '../chart/chart.tsx';
import type { Column } from '../table/column.ts';
import { countColumn, nameColumn, percentColumn, shareColumn } from '../table/figure-columns.tsx';
import type { RecordProps } from './record-props.ts';

const COLUMNS: readonly Column<ReviewerRow>[] = [
  nameColumn('reviewer', 'Reviewer', ({ reviewer }) => visible(reviewer)),
  countColumn('verdicts', 'Verdicts', ({ verdicts }) => verdicts),
  shareColumn('overrides', 'Changed, % (95 %)', ({ overrideRate }) => overrideRate),
  {
    ...{ name: 'outside', title: 'Beside the others', kind: 'words' },
    value: ({ outside }) => (outside === null ? 'as the others' : `${outside} them`),
  },
  percentColumn('agreement', 'Agrees with others, %', ({ agreement }) => agreement),
  {
    ...{ name: 'seconds', title: 'Median time, s', kind: 'number' },
    value: ({ medianSeconds }) => medianSeconds,
    show: ({ medianSeconds }) => (medianSeconds === null ? '–' : medianSeconds.toFixed(0)),
  },
];

/** How often each reviewer changed an answer, beside what chance alone would do. */
export function Reviewers({ report: { cuts } }: RecordProps) {
  if (cuts.byReviewer.length === 0)
    return <p>Nobody is named as the reviewer of a decision of this model.</p>;
  const stamps = cuts.byReviewer.filter(({ rubberStamp }) => rubberStamp);
  return (
    <>
      {stamps.map(({ reviewer, why }) => (
        <p key={reviewer}>
          <b class="trouble">{visible(reviewer)} may be a rubber stamp:</b> {why}.
        </p>
      ))}
      <Chart
        name="Override rate by reviewer"
        draw={(width) => reviewersChart(cuts, { width })}
        height={356}
        widths={[320, 720]}
        columns={COLUMNS}
        rows={cuts.byReviewer}
      />
    </>
  );
}
