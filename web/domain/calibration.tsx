import { reliabilityDiagram } from '../../src/charts/reliability-diagram.ts';
import type { Reliability, ReliabilityBin } from '../../src/contracts/reliability.ts';
import { decisionsWhere } from '../address/addresses.ts';
import { Chart } from '../chart/chart.tsx';
import type { Column } from '../table/column.ts';
import { countColumn, nameColumn, percentColumn, shareColumn } from '../table/figure-columns.tsx';
import type { RecordProps } from './record-props.ts';
import { thresholdMarks } from './threshold-marks.ts';

/** Each bin leads to its decisions. */
const columnsOf = ({ domain, model }: Reliability): readonly Column<ReliabilityBin>[] => [
  {
    ...nameColumn('confidence', 'Confidence', ({ from, to }) => `${from} to ${to}`),
    show: ({ from, to }) => (
      <a href={decisionsWhere(domain, { verdict: 'judged', from, to, model })}>{`${from} to ${to}`}</a>
    ),
  },
  countColumn('verdicts', 'Verdicts', ({ verdicts }) => verdicts),
  percentColumn('said', 'It says, %', ({ confidence }) => confidence),
  shareColumn('right', 'Is right, % (95 %)', ({ accuracy }) => accuracy),
];

/** Pixels below which what is said of the band would lie on what is said of the thresholds. */
const ROOM_FOR_WORDS = 416;

/** How often the AI was right at each confidence. */
export function Calibration({ report: { models }, acting }: RecordProps) {
  const [newest] = models;
  if (newest === undefined) return null;
  return (
    <>
      <p>{lookedAt(newest)}</p>
      <Chart
        name="Reliability diagram"
        draw={(width) =>
          reliabilityDiagram(newest, {
            width,
            isExplained: width >= ROOM_FOR_WORDS,
            ...thresholdMarks(acting),
          })
        }
        height={560}
        widths={[320, 520]}
        columns={columnsOf(newest)}
        rows={newest.bins}
      />
    </>
  );
}

/** How far the picture can be trusted. */
function lookedAt({ selection }: Reliability): string {
  return {
    full: 'Every decision that is old enough was to be judged.',
    audited:
      'Decisions were chosen for review by chance, at rates that are known: each verdict counts once for every decision that it stands for.',
    unknown: 'Nothing says how decisions were chosen for review: this speaks of the reviewed ones alone.',
  }[selection];
}
