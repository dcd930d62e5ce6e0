import { useMemo } from 'preact/hooks';
import { count, counted } from '../../src/contracts/figures.ts';
import type { ProposalPage } from '../../src/contracts/proposal.ts';
import { useFilters } from '../address/use-filters.ts';
import { proposalsOf } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { download } from '../parts/download.ts';
import { Nothing } from '../parts/nothing.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useSession } from '../session/session.tsx';
import { DataTable } from '../table/data-table.tsx';
import { sortIn, sortText } from '../table/sort.ts';
import { tableCsv } from '../table/table-csv.ts';
import { PROPOSAL_COLUMNS } from './proposal-columns.tsx';
import { ProposalFilters, useFilteredProposals } from './proposal-filters.tsx';
import { type ProposalRow, proposalRows } from './proposal-row.ts';

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
    <Page title="Proposals" asOf={null}>
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
      <section class="listed" aria-label="All proposals">
        <div class="table-head">
          <ProposalFilters filters={filters} />
          <p class="beside" role="status">
            {left.length === rows.length
              ? counted(rows.length, 'proposal')
              : `${count(left.length)} of ${counted(rows.length, 'proposal')}`}
          </p>
          <button
            type="button"
            class="quiet"
            onClick={() => download('proposals.csv', 'text/csv', tableCsv(PROPOSAL_COLUMNS, left))}
          >
            Save as CSV
          </button>
        </div>
        {left.length === 0 ? (
          <Nothing title="No proposal is left by these filters">
            <button type="button" onClick={() => filters.set({ text: '', state: '', waits: '' })}>
              Show all proposals
            </button>
          </Nothing>
        ) : (
          <DataTable
            caption="Proposals"
            columns={PROPOSAL_COLUMNS}
            rows={left}
            sort={sortIn(filters.get('sort'))}
            onSort={(sort) => filters.set({ sort: sortText(sort) })}
          />
        )}
      </section>
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
