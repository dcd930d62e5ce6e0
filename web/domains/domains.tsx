import { useCallback, useMemo } from 'preact/hooks';
import { portfolio } from '../../src/charts/portfolio.ts';
import type { DomainReliabilityReport } from '../../src/contracts/domain-reliability.ts';
import { count, counted } from '../../src/contracts/figures.ts';
import type { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { useFilters } from '../address/use-filters.ts';
import { RECOMMENDATIONS, RELIABILITY, WEEKS } from '../ask/questions.ts';
import { both, useAnswer } from '../ask/use-answer.ts';
import { Chart } from '../chart/chart.tsx';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { NoDecisions } from '../parts/nothing.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { FilteredTable } from '../table/filtered-table.tsx';
import { DomainAlerts } from './domain-alerts.tsx';
import { DOMAIN_COLUMNS, PORTFOLIO_COLUMNS } from './domain-columns.tsx';
import { DOMAIN_FILTERS, DomainFilters, useFiltered } from './domain-filters.tsx';
import { type DomainRow, domainRows, portfolioRow, withWeeks } from './domain-row.ts';

const WORDS = ['threshold', 'limit', 'verdict', 'step', 'floor'];

const WAITING = (
  <>
    <Skeleton kind="words" />
    <Skeleton kind="chart" />
    <Skeleton kind="table" />
  </>
);

/** Home: which domains are ready for more, which are close, and which have slipped. */
export function Domains() {
  const asked = both(useAnswer(RECOMMENDATIONS), useAnswer(RELIABILITY));
  const asOf = asked.answer.state === 'answered' ? asked.answer.value[0].asOf : null;
  return (
    <Page title="Domains" asOf={asOf} words={WORDS}>
      <Answered asked={asked} waiting={WAITING}>
        {([recommended, reliability]) => <Filled recommended={recommended} reliability={reliability} />}
      </Answered>
    </Page>
  );
}

interface FilledProps {
  readonly recommended: RecommendationReport;
  readonly reliability: DomainReliabilityReport;
}

function Filled({ recommended: { asOf, recommendations }, reliability }: FilledProps) {
  const domains = useMemo(
    () => domainRows(recommendations, reliability.domains),
    [recommendations, reliability],
  );
  // The table stands without them, and they come into it.
  const { answer } = useAnswer(WEEKS);
  const weeks = answer.state === 'answered' ? answer.value.domains : null;
  const rows = useMemo(() => withWeeks(domains, weeks), [domains, weeks]);
  // Nothing in the picture changes when the weeks come.
  const draw = useCallback(
    (width: number) => portfolio(domains.map(portfolioRow), { width, height: 380 }),
    [domains],
  );
  if (rows.length === 0) return <NoDecisions />;
  return (
    <>
      <DomainAlerts asOf={asOf} rows={rows} />
      <p class="lede">{readingOf(rows)}</p>
      <Chart
        name="Domains by what they would take alone"
        draw={draw}
        height={396}
        widths={[320, 1392]}
        columns={PORTFOLIO_COLUMNS}
        rows={rows}
      />
      <Listed rows={rows} />
    </>
  );
}

/** The rows that filters leave, in the order of the address: without one the most urgent first. */
function Listed({ rows }: { readonly rows: readonly DomainRow[] }) {
  const filters = useFilters();
  const left = useFiltered(rows, filters);
  return (
    <FilteredTable
      noun="domain"
      caption="Domains"
      file="domains.csv"
      columns={DOMAIN_COLUMNS}
      names={DOMAIN_FILTERS}
      rows={rows}
      left={left}
      filters={filters}
    >
      <DomainFilters filters={filters} />
    </FilteredTable>
  );
}

/** What stands in the table, in a sentence. */
function readingOf(rows: readonly DomainRow[]): string {
  const parts = [
    ['widen', 'may take a step', 'may take a step'],
    ['narrow', 'has to step back', 'have to step back'],
    ['hold', 'has to wait', 'have to wait'],
    ['none', 'lacks something', 'lack something'],
  ] as const;
  const said = parts.flatMap(([action, one, several]) => {
    const many = rows.filter((row) => row.action === action).length;
    return many === 0 ? [] : [`${count(many)} ${many === 1 ? one : several}`];
  });
  return `Of ${counted(rows.length, 'domain')} ${listed(said)}.`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
