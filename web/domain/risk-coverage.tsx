import { riskCoverage } from '../../src/charts/risk-coverage.ts';
import { Chart } from '../chart/chart.tsx';
import { POINT_COLUMNS } from './point-columns.ts';
import type { RecordProps } from './record-props.ts';

/** How the error rate of what is taken alone grows with how much that is. */
export function RiskCoverage({ report: { models, limit }, acting }: RecordProps) {
  const points = models[0]?.riskCoverage ?? [];
  return (
    <Chart
      name="Error rate against coverage"
      draw={(width) =>
        riskCoverage(points, { width, height: 480, limit, certified: acting?.certified ?? null })
      }
      height={496}
      widths={[320, 640]}
      columns={POINT_COLUMNS}
      rows={points}
    />
  );
}
