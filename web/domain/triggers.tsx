import { triggersChart } from '../../src/charts/cuts-charts.ts';
import type { Cuts, TriggerYield } from '../../src/contracts/cut.ts';
import { visible } from '../../src/contracts/visible.ts';
import { decisionsWhere } from '../address/addresses.ts';
import { Chart } from '../chart/chart.tsx';
import type { Column } from '../table/column.ts';
import { countColumn, nameColumn, shareColumn } from '../table/figure-columns.tsx';
import type { RecordProps } from './record-props.ts';

/** Each trigger leads to the decisions that it sent to a person. */
const columnsOf = ({ domain, model }: Cuts): readonly Column<TriggerYield>[] => [
  {
    ...nameColumn('trigger', 'Trigger', ({ trigger }) => visible(trigger)),
    show: ({ trigger }) => <a href={decisionsWhere(domain, { trigger, model })}>{visible(trigger)}</a>,
  },
  countColumn('fired', 'Fired', ({ fired }) => fired),
  countColumn('reviewed', 'Reviewed', ({ reviewed }) => reviewed),
  countColumn('needed', 'Person needed', ({ needed }) => needed),
  shareColumn('yield', 'Of reviewed, % (95 %)', (row) => row.yield),
];

/** How often each trigger sent a decision to a person, and how often that person then changed something. */
export function Triggers({ report: { cuts } }: RecordProps) {
  if (cuts.byTrigger.length === 0) return <p>No trigger has sent a decision of this model to a person.</p>;
  return (
    <Chart
      name="Triggers by how often they fired"
      draw={(width) => triggersChart(cuts, { width })}
      height={120}
      widths={[560, 720]}
      columns={columnsOf(cuts)}
      rows={cuts.byTrigger}
    />
  );
}
