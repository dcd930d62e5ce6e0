import { useCallback, useMemo } from 'preact/hooks';
import { thresholdCurve } from '../../src/charts/threshold-curve.ts';
import { thresholdText } from '../../src/contracts/figures.ts';
import type { WhatIf, WhatIfStep } from '../../src/contracts/what-if.ts';
import { Chart } from '../chart/chart.tsx';
import type { Column } from '../table/column.ts';
import { countColumn, percentColumn } from '../table/figure-columns.tsx';

interface WhatIfChartProps {
  readonly whatIf: WhatIf;
  readonly place: number;
  readonly step: number;
}

interface Point {
  readonly threshold: number;
  readonly coverage: number;
  readonly risk: number | null;
  readonly riskUpper: number | null;
  readonly naiveRisk: null;
  readonly reviewed: number;
  readonly errors: number;
  readonly isCertified: boolean;
}

const COLUMNS: readonly Column<Point>[] = [
  {
    ...{ name: 'threshold', title: 'Threshold', kind: 'number' },
    value: ({ threshold }) => threshold,
    show: ({ threshold }) => thresholdText(threshold),
  },
  percentColumn('coverage', 'Alone, %', ({ coverage }) => coverage),
  countColumn('reviewed', 'Reviewed', ({ reviewed }) => reviewed),
  countColumn('errors', 'Wrong', ({ errors }) => errors),
  percentColumn('risk', 'Error rate, %', ({ risk }) => risk),
  percentColumn('bound', 'Upper bound, %', ({ riskUpper }) => riskUpper),
  {
    ...{ name: 'certified', title: 'Certified', kind: 'words' },
    value: ({ isCertified }) => (isCertified ? 'yes' : 'no'),
  },
];

/** The error rate and what is taken alone at every threshold, with a rule that follows the hand. */
export function WhatIfChart({ whatIf, place, step }: WhatIfChartProps) {
  const { thresholds, steps, limit, current } = whatIf;
  const points = useMemo(() => pointsOf(thresholds, steps[step]), [thresholds, steps, step]);
  const draw = useCallback(
    (width: number) => {
      const isBound = steps[step]?.riskUpper.some((bound) => bound !== null) ?? false;
      return thresholdCurve(points, {
        ...{ width, height: 380, limit, current: current?.threshold ?? null, isChosen: true },
        boundWords: isBound ? 'upper bound, one threshold' : 'upper end, one look',
      });
    },
    [points, limit, current, steps, step],
  );
  const chosen = thresholds[place] ?? 1;
  const signals = useMemo(() => ({ chosen }), [chosen]);
  return (
    <Chart
      name="Error rate and coverage by threshold"
      draw={draw}
      signals={signals}
      height={396}
      columns={COLUMNS}
      rows={points}
    />
  );
}

/** Where no bound is reckoned, the interval of one look stands for it. */
function pointsOf(thresholds: readonly number[], step: WhatIfStep | undefined): readonly Point[] {
  if (step === undefined) return [];
  const isBound = step.riskUpper.some((bound) => bound !== null);
  const certified = new Set(step.certified);
  return thresholds.map((threshold, place) => ({
    threshold,
    coverage: step.coverage[place] ?? 0,
    risk: (isBound ? step.risk : step.wrong)[place] ?? null,
    riskUpper: (isBound ? step.riskUpper : step.high)[place] ?? null,
    naiveRisk: null,
    reviewed: step.reviewed[place] ?? 0,
    errors: step.errors[place] ?? 0,
    isCertified: certified.has(place),
  }));
}
