import { useMemo } from 'preact/hooks';
import { count, counted } from '../../src/contracts/figures.ts';
import type { AuthorityRecord } from '../../src/contracts/governance.ts';
import type { Register } from '../../src/contracts/register.ts';
import { visible } from '../../src/contracts/visible.ts';
import { authorityAddress } from '../address/addresses.ts';
import { useFilters } from '../address/use-filters.ts';
import { GOVERNANCE, REGISTER } from '../ask/questions.ts';
import { both, useAnswer } from '../ask/use-answer.ts';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { NoDecisions } from '../parts/nothing.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { FilteredTable } from '../table/filtered-table.tsx';
import { LADDER_COLUMNS } from './ladder-columns.tsx';
import { LADDER_FILTERS, LadderFilters, useFilteredLadder } from './ladder-filters.tsx';
import { LadderHistory } from './ladder-history.tsx';
import { type LadderRow, ladderRows } from './ladder-row.ts';

const WORDS = ['ladder', 'in the loop', 'on the loop', 'floor', 'alarm'];

const WAITING = (
  <>
    <Skeleton kind="words" />
    <Skeleton kind="table" />
  </>
);

/** Which authority the AI holds today, in every domain. */
export function Ladder() {
  const asked = both(useAnswer(REGISTER), useAnswer(GOVERNANCE));
  return (
    <Page title="Ladder" words={WORDS}>
      <Answered asked={asked} waiting={WAITING}>
        {([register, governance]) => <Filled register={register} governance={governance} />}
      </Answered>
    </Page>
  );
}

interface FilledProps {
  readonly register: Register;
  readonly governance: AuthorityRecord;
}

function Filled({ register: { domains, at }, governance }: FilledProps) {
  const rows = useMemo(() => ladderRows(domains, governance.alarms, at), [domains, governance, at]);
  const filters = useFilters();
  const left = useFilteredLadder(rows, filters);
  if (rows.length === 0) return <NoDecisions />;
  return (
    <>
      <Waiting rows={rows} />
      <p class="lede">{readingOf(rows)}</p>
      <FilteredTable
        noun="domain"
        caption="The ladder"
        file="ladder.csv"
        columns={LADDER_COLUMNS}
        names={LADDER_FILTERS}
        rows={rows}
        left={left}
        filters={filters}
      >
        <LadderFilters filters={filters} />
      </FilteredTable>
      <LadderHistory governance={governance} until={at} filters={filters} />
    </>
  );
}

/** Alarms that nobody has looked at: each stops every widening of its domain. */
function Waiting({ rows }: { readonly rows: readonly LadderRow[] }) {
  const waiting = rows.flatMap(({ alarms }) => alarms);
  if (waiting.length === 0) return null;
  return (
    <section class="banner" aria-label="To look at first">
      <ul>
        {waiting.map(({ id, domain, sentence }) => (
          <li key={id}>
            <b class="trouble">
              <a href={`${authorityAddress(domain)}#alarms`}>{visible(domain)}</a>:
            </b>{' '}
            {visible(sentence)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What stands in the table, in a sentence. */
function readingOf(rows: readonly LadderRow[]): string {
  const parts = [
    ['autonomous', 'acts alone', 'act alone'],
    ['on-the-loop', 'acts and is watched', 'act and are watched'],
    ['in-the-loop', 'asks first', 'ask first'],
    ['floor', 'never acts', 'never act'],
  ] as const;
  const said = parts.flatMap(([level, one, several]) => {
    const many = rows.filter((row) => row.level === level).length;
    return many === 0 ? [] : [`${count(many)} ${many === 1 ? one : several}`];
  });
  const soon = rows.filter(({ endsSoon }) => endsSoon).length;
  const ends = soon === 0 ? '' : ` In ${counted(soon, 'domain')} authority ends within 14 days.`;
  return `Of ${counted(rows.length, 'domain')} ${said.join(', ').replace(/, ([^,]*)$/, ' and $1')}.${ends}`;
}
