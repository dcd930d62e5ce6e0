import { unbroken } from '../../src/contracts/figures.ts';
import { visible } from '../../src/contracts/visible.ts';
import { domainAddress, proposalAddress } from '../address/addresses.ts';
import { Day } from '../parts/day.tsx';
import type { Column } from '../table/column.ts';
import type { ProposalRow } from './proposal-row.ts';

type ProposalColumn = Column<ProposalRow>;

const id: ProposalColumn = {
  ...{ name: 'id', title: 'Proposal', kind: 'words' },
  value: (row) => row.id,
  show: (row) => <a href={proposalAddress(row.id)}>{row.id}</a>,
};

const domain: ProposalColumn = {
  ...{ name: 'domain', title: 'Domain', kind: 'words' },
  value: (row) => row.domain,
  show: (row) => (
    <a class="short" href={domainAddress(row.domain)}>
      {visible(row.domain)}
    </a>
  ),
};

const asks: ProposalColumn = {
  ...{ name: 'asks', title: 'It asks that the AI may', kind: 'words' },
  value: (row) => row.asks,
  show: (row) => <span class="asks">{unbroken(row.asks)}</span>,
};

const state: ProposalColumn = {
  ...{ name: 'state', title: 'State', kind: 'words' },
  value: (row) => row.state,
  show: ({ state, due, waits }) => (
    <span class="due">
      {waits === null ? state : <b>Waits for {waits}</b>}
      {due !== '' && <span class="beside">; {due}</span>}
    </span>
  ),
};

const votes: ProposalColumn = {
  ...{ name: 'votes', title: 'Approvals / needed', kind: 'number' },
  value: ({ have, need }) => have / Math.max(1, need),
  show: ({ have, need }) => `${have} / ${need}`,
};

const author: ProposalColumn = {
  ...{ name: 'author', title: 'Author', kind: 'words' },
  value: (row) => row.author,
  show: (row) => visible(row.author),
};

const expires: ProposalColumn = {
  ...{ name: 'expires', title: 'Lapses on', kind: 'words' },
  value: ({ isPending, expiresAt }) => (isPending ? expiresAt.slice(0, 10) : null),
  show: ({ isPending, expiresAt }) => (isPending ? <Day of={expiresAt} /> : '–'),
};

export const PROPOSAL_COLUMNS = [id, domain, asks, state, votes, author, expires];
