import { thresholdText } from '../../src/contracts/figures.ts';
import type { RiskCoveragePoint } from '../../src/contracts/reliability.ts';
import type { Column } from '../table/column.ts';
import { percentColumn } from '../table/figure-columns.tsx';

/** What taking everything from a threshold upwards would mean, in figures. */
export const POINT_COLUMNS: readonly Column<RiskCoveragePoint>[] = [
  {
    ...{ name: 'threshold', title: 'Threshold', kind: 'number' },
    value: ({ threshold }) => threshold,
    show: ({ threshold }) => thresholdText(threshold),
  },
  percentColumn('coverage', 'Alone, % of reviewed', ({ coverage }) => coverage),
  percentColumn('wrong', 'Wrong of these, %', ({ risk }) => risk),
  percentColumn('high', 'Upper end (95 %, one look)', ({ high }) => high),
];
