import { trendChart } from '../../src/charts/cuts-charts.ts';
import type { TrendPeriod } from '../../src/contracts/cut.ts';
import type { DomainTrend, TrendStep } from '../../src/contracts/domain-parts.ts';
import { bestOf } from '../../src/contracts/estimate-text.ts';
import { useFilters } from '../address/use-filters.ts';
import { trendOf } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { Chart } from '../chart/chart.tsx';
import { Answered } from '../parts/answered.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import type { Column } from '../table/column.ts';
import { countColumn, nameColumn, percentColumn, shareColumn } from '../table/figure-columns.tsx';
import type { RecordProps } from './record-props.ts';

const COLUMNS: readonly Column<TrendPeriod>[] = [
  nameColumn('from', 'From', ({ from }) => from),
  countColumn('decisions', 'Decisions', ({ decisions }) => decisions),
  countColumn('reviewed', 'Reviewed', ({ reviewed }) => reviewed),
  shareColumn('wrong', 'Wrong, % (95 %)', ({ errorRate }) => bestOf(errorRate)),
  percentColumn('confidence', 'It says, %', ({ confidence }) => confidence),
];

/** The error rate week by week, or day by day, over all models. */
export function OverTime({ report: { domain, limit } }: RecordProps) {
  const { get, set } = useFilters();
  const by: TrendStep = get('by') === 'day' ? 'day' : 'week';
  return (
    <>
      <label class="inline-field">
        By{' '}
        <select
          value={by}
          onChange={({ currentTarget }) => set({ by: currentTarget.value === 'day' ? 'day' : '' })}
        >
          <option value="week">week</option>
          <option value="day">day</option>
        </select>
      </label>
      <Answered asked={useAnswer(trendOf(domain, by))} waiting={<Skeleton kind="chart" />}>
        {(found) => (
          <Chart
            name={`Error rate by ${by}`}
            draw={(width) =>
              trendChart(found.rows, { width, height: 380, limit, by, events: modelEvents(found) })
            }
            height={396}
            widths={[320, 960]}
            columns={COLUMNS}
            rows={found.rows}
          />
        )}
      </Answered>
    </>
  );
}

/** When another model took over. */
function modelEvents({ models }: DomainTrend) {
  return models.slice(1).map(({ model, from }) => ({ at: from, kind: 'model' as const, label: model }));
}
