import { useMemo } from 'preact/hooks';
import { count, counted } from '../../src/contracts/figures.ts';
import type { ProposalPage } from '../../src/contracts/proposal.ts';
import { useFilters } from '../address/use-filters.ts';
import { proposalsOf } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useSession } from '../session/session.tsx';
import { FilteredTable } from '../table/filtered-table.tsx';
import { PROPOSAL_COLUMNS } from './proposal-columns.tsx';
import { PROPOSAL_FILTERS, ProposalFilters, useFilteredProposals } from './proposal-filters.tsx';
import { type ProposalRow, proposalRows } from './proposal-row.ts';

const WORDS = ['proposal', 'board', 'quorum', 'activate'];

const WAITING = (
  <>
    <Skeleton kind="words" />
    <Skeleton kind="table" />
  </>
);

/** What the board is asked, and what waits for whoever looks. */
export function Proposals() {
  const { get } = useFilters();
  return (
    <Page title="Proposals" words={WORDS}>
      <Answered asked={useAnswer(proposalsOf(get('before')))} waiting={WAITING}>
        {(page) => <Filled page={page} />}
      </Answered>
    </Page>
  );
}

function Filled({ page: { proposals, next } }: { readonly page: ProposalPage }) {
  const session = useSession();
  const filters = useFilters();
  const rows = useMemo(() => proposalRows(proposals, session), [proposals, session]);
  const left = useFilteredProposals(rows, filters);
  if (rows.length === 0 && filters.get('before') === '')
    return (
      <Nothing title="Nobody has proposed anything yet">
        <p>
          A proposal begins with a domain that may take a step: <a href="/domains?action=widen">see which</a>.
        </p>
      </Nothing>
    );
  return (
    <>
      <p class="lede">{readingOf(rows)}</p>
      <FilteredTable
        noun="proposal"
        caption="Proposals"
        file="proposals.csv"
        columns={PROPOSAL_COLUMNS}
        names={PROPOSAL_FILTERS}
        rows={rows}
        left={left}
        filters={filters}
      >
        <ProposalFilters filters={filters} />
      </FilteredTable>
      <Pages before={filters.get('before')} next={next} />
    </>
  );
}

function Pages({ before, next }: { readonly before: string; readonly next: string | null }) {
  if (before === '' && next === null) return null;
  return (
    <nav class="pages" aria-label="Pages of proposals">
      {before !== '' && <a href="/proposals">The newest</a>}
      {next !== null && <a href={`/proposals?before=${encodeURIComponent(next)}`}>Older ones</a>}
    </nav>
  );
}

/** What is due, in a sentence. */
function readingOf(rows: readonly ProposalRow[]): string {
  const pending = rows.filter(({ isPending }) => isPending);
  const mine = rows.filter(({ waits }) => waits !== null);
  if (pending.length === 0) return 'Nothing is to be decided.';
  const [first] = [...pending].sort((a, b) => a.expiresAt.localeCompare(b.expiresAt));
  const yours =
    mine.length === 0
      ? 'none waits for you'
      : `${count(mine.length)} ${mine.length === 1 ? 'waits' : 'wait'} for you`;
  return `${counted(pending.length, 'proposal')} ${pending.length === 1 ? 'is' : 'are'} to be decided or activated; ${yours}. The next lapses on ${first?.expiresAt.slice(0, 10)}.`;
}
