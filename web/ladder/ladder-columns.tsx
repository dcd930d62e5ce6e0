import { LEVEL_WORDS } from '../../src/charts/level-words.ts';
import { amountText, threshold } from '../../src/contracts/figures.ts';
import { visible } from '../../src/contracts/visible.ts';
import { authorityAddress, proposalAddress } from '../address/addresses.ts';
import { Day } from '../parts/day.tsx';
import type { Column } from '../table/column.ts';
import type { LadderRow } from './ladder-row.ts';
import { Rungs } from './rungs.tsx';

type LadderColumn = Column<LadderRow>;

const domain: LadderColumn = {
  ...{ name: 'domain', title: 'Domain', kind: 'words' },
  value: (row) => row.domain,
  show: (row) => <a href={authorityAddress(row.domain)}>{visible(row.domain)}</a>,
};

const level: LadderColumn = {
  ...{ name: 'level', title: 'Level: in the loop, on it, autonomous', kind: 'words' },
  value: (row) => LEVEL_WORDS[row.level],
  show: (row) => <Rungs level={row.level} />,
};

const from: LadderColumn = {
  ...{ name: 'from', title: 'Acts from', kind: 'number' },
  value: (row) => row.from,
  show: (row) => threshold(row.from),
};

const amount: LadderColumn = {
  ...{ name: 'amount', title: 'Up to amount', kind: 'number' },
  value: (row) => row.maxAmount,
  show: (row) => (row.maxAmount === null ? '–' : amountText(row.maxAmount)),
};

const since: LadderColumn = {
  ...{ name: 'since', title: 'Since', kind: 'words' },
  value: (row) => row.since?.slice(0, 10) ?? null,
  show: ({ since }) => (since === null ? '–' : <Day of={since} />),
};

const until: LadderColumn = {
  ...{ name: 'until', title: 'Ends', kind: 'words' },
  value: (row) => row.until?.slice(0, 10) ?? null,
  show: ({ until, endsSoon }) =>
    until === null ? (
      '–'
    ) : (
      <>
        <Day of={until} />
        {endsSoon && <b> soon</b>}
      </>
    ),
};

const approved: LadderColumn = {
  ...{ name: 'approved', title: 'Approved by', kind: 'words' },
  value: (row) => row.approvedBy.join(', ') || null,
  show: ({ approvedBy, proposal }) =>
    approvedBy.length === 0 ? (
      '–'
    ) : (
      <span class="short">
        {approvedBy.map(visible).join(', ')}
        {proposal !== null && (
          <>
            {' '}
            on <a href={proposalAddress(proposal)}>{proposal}</a>
          </>
        )}
      </span>
    ),
};

const why: LadderColumn = {
  ...{ name: 'why', title: 'To know', kind: 'words' },
  value: ({ floor, alarms }) =>
    [...alarms.map(({ reason }) => reason), ...(floor === null ? [] : [floor.reason])].join('; ') || null,
  show: ({ floor, alarms, plan, domain: name }) => (
    <span class="due">
      {alarms.length > 0 && (
        <a class="trouble" href={`${authorityAddress(name)}#alarms`}>
          {alarms.length === 1 ? 'an alarm waits' : `${alarms.length} alarms wait`}
        </a>
      )}
      {floor !== null && `${visible(floor.reason)} (${visible(floor.owner)})`}
      {plan !== null && (
        <>
          standing plan <a href={proposalAddress(plan)}>{plan}</a>
        </>
      )}
      {alarms.length === 0 && floor === null && plan === null && '–'}
    </span>
  ),
};

/** Who holds what authority. */
export const LADDER_COLUMNS = [domain, level, from, amount, since, until, approved, why];
