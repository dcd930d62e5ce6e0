import { count } from '../../src/contracts/figures.ts';
import type { LedgerPage } from '../../src/contracts/ledger-export.ts';
import { type Filters, useFilters } from '../address/use-filters.ts';
import { ledgerOf } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { EventRow } from './event-row.tsx';
import { isFiltered, LEDGER_PAGE, LedgerFilters, ledgerQuery } from './ledger-filters.tsx';
import { Verify } from './verify.tsx';

const WORDS = ['ledger', 'policy', 'token'];

/** Everything that happened, the newest first, and whether anybody changed it since. */
export function Ledger() {
  const filters = useFilters();
  const asked = useAnswer(ledgerOf(ledgerQuery(filters)));
  return (
    <Page title="Ledger" words={WORDS}>
      <Answered
        asked={asked}
        waiting={
          <>
            <Skeleton kind="words" />
            <Skeleton kind="table" />
          </>
        }
      >
        {(page) => <Filled page={page} filters={filters} />}
      </Answered>
    </Page>
  );
}

interface FilledProps {
  readonly page: LedgerPage;
  readonly filters: Filters;
}

function Filled({ page: { entries, head }, filters }: FilledProps) {
  if (head.seq === 0)
    return (
      <Nothing title="The ledger is empty">
        <p>It begins with the first thing that happens to the store, and is never rewritten.</p>
      </Nothing>
    );
  const [oldest] = entries;
  return (
    <>
      <p class="lede">
        {head.seq === 1 ? 'One entry' : `${count(head.seq)} entries`}, each sealed with the one before. The
        last is {count(head.seq)}, hash {head.hash.slice(0, 12)}…
      </p>
      <Verify />
      <section class="listed" aria-label="Events">
        <div class="table-head">
          <LedgerFilters filters={filters} />
        </div>
        {entries.length === 0 ? (
          <Nothing title="Nothing like this happened">
            <button type="button" onClick={() => filters.set(ALL)}>
              Show everything
            </button>
          </Nothing>
        ) : (
          <ol class="events">
            {[...entries].reverse().map((entry) => (
              <EventRow key={entry.seq} entry={entry} />
            ))}
          </ol>
        )}
      </section>
      <nav class="pages" aria-label="Pages of the ledger">
        {isFiltered(filters) && <a href="/ledger">The newest of all</a>}
        {oldest !== undefined && oldest.seq > 1 && entries.length === LEDGER_PAGE && (
          <a href={olderAddress(oldest.seq)}>Older ones</a>
        )}
      </nav>
    </>
  );
}

const ALL = { type: '', subject: '', since: '', until: '', before: '' } as const;

function olderAddress(seq: number): string {
  const search = new URLSearchParams(location.search);
  search.set('before', String(seq));
  return `/ledger?${search}`;
}
