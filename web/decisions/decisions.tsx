import type { DecisionPage } from '../../src/contracts/decision-page.ts';
import { counted } from '../../src/contracts/figures.ts';
import { visible } from '../../src/contracts/visible.ts';
import { decisionsAddress, domainAddress } from '../address/addresses.ts';
import { useDomain } from '../address/use-domain.ts';
import { type Filters, useFilters } from '../address/use-filters.ts';
import { decisionsFile, decisionsOf } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { fileName } from '../parts/download.ts';
import { Nothing } from '../parts/nothing.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useLast } from '../parts/use-last.ts';
import { DataTable } from '../table/data-table.tsx';
import { decisionColumns } from './decision-columns.tsx';
import { conditionsIn, DECISION_FILTERS } from './decision-conditions.ts';
import { DecisionFilters } from './decision-filters.tsx';

const PAGE = 100;

/** The decisions of a domain, the newest first, and those among them that somebody looks for. */
export function Decisions() {
  const domain = useDomain();
  const filters = useFilters();
  const where = conditionsIn(filters);
  const { shown, isOld } = useLast(useAnswer(decisionsOf(domain, where, PAGE, filters.get('after'))));
  const asOf = shown.answer.state === 'answered' ? shown.answer.value.asOf : null;
  return (
    <Page
      title={`Decisions of ${visible(domain)}`}
      above={{ path: domainAddress(domain), name: visible(domain) }}
      asOf={asOf}
    >
      <section class="listed" aria-label="All decisions" aria-busy={isOld || undefined}>
        <DecisionFilters filters={filters} />
        <Answered asked={shown} waiting={<Skeleton kind="table" />}>
          {(page) => <Listed {...{ domain, page, where, filters }} />}
        </Answered>
      </section>
    </Page>
  );
}

interface ListedProps {
  readonly domain: string;
  readonly page: DecisionPage;
  readonly where: readonly string[];
  readonly filters: Filters;
}

function Listed({ domain, page: { total, decisions, next }, where, filters }: ListedProps) {
  if (total === 0 && where.length === 0)
    return (
      <Nothing title="No decisions are kept of this domain">
        <p>They were forgotten; what they said is in its figures still.</p>
      </Nothing>
    );
  if (total === 0)
    return (
      <Nothing title="No decision is left by these filters">
        <button
          type="button"
          onClick={() => filters.set(Object.fromEntries(DECISION_FILTERS.map((name) => [name, ''])))}
        >
          Show all decisions
        </button>
      </Nothing>
    );
  const models = new Set(decisions.map(({ model }) => model));
  const [only = null] = models.size === 1 ? models : [];
  return (
    <>
      <div class="table-head">
        <p class="beside" role="status">
          {counted(total, 'decision')}, the newest first
          {only !== null && `, on this page all of ${visible(only)}`}
        </p>
        {where.length > 0 && <p class="on-paper">Those that meet: {where.map(visible).join('; ')}.</p>}
        <a
          class="quiet-link"
          href={decisionsFile(domain, where)}
          download={fileName(`decisions of ${domain}`, 'csv')}
        >
          Save all as CSV
        </a>
      </div>
      <DataTable
        caption="Decisions"
        columns={decisionColumns(decisions, only !== null)}
        rows={decisions}
        sort={null}
      />
      <nav class="pages" aria-label="Pages of decisions">
        {filters.get('after') !== '' && <a href={pageAddress(domain, '')}>The newest</a>}
        {next !== null && <a href={pageAddress(domain, next)}>Older ones</a>}
      </nav>
    </>
  );
}

function pageAddress(domain: string, after: string): string {
  const search = new URLSearchParams(location.search);
  if (after === '') search.delete('after');
  else search.set('after', after);
  return `${decisionsAddress(domain)}?${search}`;
}
