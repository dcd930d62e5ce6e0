import { thresholdCurve } from '../../src/charts/threshold-curve.ts';
import { Chart } from '../chart/chart.tsx';
import { POINT_COLUMNS } from './point-columns.ts';
import type { RecordProps } from './record-props.ts';
import { thresholdMarks } from './threshold-marks.ts';

/** What was seen from each threshold on; what is certain, the overview says. */
export function Thresholds({ report: { models, limit }, acting }: RecordProps) {
  const points = models[0]?.riskCoverage ?? [];
  return (
    <>
      <p>
        What was seen, chosen after looking, with the interval of one look. What is certified is less, and
        stands above.
      </p>
      <Chart
        name="Error rate and coverage by threshold"
        draw={(width) =>
          thresholdCurve(
            points.map(({ high, ...point }) => ({ ...point, riskUpper: high, naiveRisk: null })),
            {
              ...{ width, limit, ...thresholdMarks(acting) },
              ...{ boundWords: 'upper end, one look', coverageOf: 'reviewed decisions' },
            },
          )
        }
        height={396}
        columns={POINT_COLUMNS}
        rows={points}
      />
    </>
  );
}
