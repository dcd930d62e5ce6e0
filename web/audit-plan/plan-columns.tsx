import type { AuditStatus } from '../../src/contracts/audit-plan.ts';
import { count, percentExact, threshold, unbroken } from '../../src/contracts/figures.ts';
import { visible } from '../../src/contracts/visible.ts';
import { meanText } from '../../src/reports/audit-plan-row.ts';
import { domainAddress } from '../address/addresses.ts';
import { Figure } from '../parts/figure.tsx';
import { Progress } from '../parts/progress.tsx';
import type { Column } from '../table/column.ts';
import { countColumn, percentColumn, shareColumn } from '../table/figure-columns.tsx';
import type { PlanRow } from './plan-row.ts';

type PlanColumn = Column<PlanRow>;

/** What more reviews bring. */
export const STATUS_WORDS: Readonly<Record<AuditStatus, string>> = {
  reachable: 'more authority',
  kept: 'keep what is there',
  'out-of-reach': 'nothing',
};

const domain: PlanColumn = {
  ...{ name: 'domain', title: 'Domain', kind: 'words' },
  value: (row) => row.domain,
  show: (row) => <a href={domainAddress(row.domain)}>{visible(row.domain)}</a>,
};

const from: PlanColumn = {
  ...{ name: 'from', title: 'Review from', kind: 'number' },
  value: (row) => row.threshold,
  show: (row) => threshold(row.threshold),
};

const verdicts: PlanColumn = {
  ...{ name: 'verdicts', title: 'Verdicts / needed', kind: 'number' },
  value: ({ have, need }) => (need === null ? null : have / need),
  show: ({ have, need }) => <Progress have={have} need={need} />,
};

const rate: PlanColumn = {
  ...{ name: 'rate', title: 'Audit rate, %', kind: 'number' },
  value: (row) => (row.rate === null ? null : row.rate * 100),
  show: ({ rate: share }) => (share === null ? '–' : percentExact(Math.round(share * 1000) / 1000)),
};

const week: PlanColumn = {
  ...{ name: 'week', title: 'Reviews, first week', kind: 'number' },
  value: (row) => row.week?.expected ?? null,
  show: ({ week: reviews }) => {
    if (reviews === null) return '–';
    const { expected, low, high } = reviews;
    return low === high ? (
      meanText(expected)
    ) : (
      <Figure value={meanText(expected)} beside={`${count(low)}–${count(high)}`} />
    );
  },
};

const due = countColumn<PlanRow>('due', 'Due', (row) => row.due);
const waiting = countColumn<PlanRow>('waiting', 'To draw from', (row) => row.waiting);

const naive = percentColumn<PlanRow>('naive', 'Naive, %', (row) => row.error?.naive ?? null);

const weighted = shareColumn<PlanRow>('weighted', 'Wrong, % (95 %)', ({ error }) => {
  if (error === null) return null;
  const { weighted: value, low, high } = error;
  return value === null || low === null || high === null ? null : { value, low, high };
});

const ready: PlanColumn = {
  ...{ name: 'ready', title: 'Ready, or why not', kind: 'words' },
  value: (row) => row.ready,
  show: (row) => <span class="due">{unbroken(row.ready)}</span>,
};

/** What to review next. */
export const PLAN_COLUMNS = [domain, from, verdicts, rate, week, ready, due, waiting, naive, weighted];
