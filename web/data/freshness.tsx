import { useMemo } from 'preact/hooks';
import type { DomainReliability } from '../../src/contracts/domain-reliability.ts';
import { visible } from '../../src/contracts/visible.ts';
import { domainAddress } from '../address/addresses.ts';
import type { Filters } from '../address/use-filters.ts';
import { RELIABILITY } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { Answered } from '../parts/answered.tsx';
import { TextFilter } from '../parts/filter-fields.tsx';
import { Moment } from '../parts/moment.tsx';
import { Section } from '../parts/section.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { agoText } from '../parts/times.ts';
import { useServerTime } from '../session/session.tsx';
import type { Column } from '../table/column.ts';
import { countColumn } from '../table/figure-columns.tsx';
import { FilteredTable } from '../table/filtered-table.tsx';
import { type FreshRow, freshRows } from './fresh-row.ts';

/** How fresh the record of each domain is. */
export function Freshness({ filters }: { readonly filters: Filters }) {
  return (
    <Section id="freshness" title="How fresh each domain is">
      <Answered asked={useAnswer(RELIABILITY)} waiting={<Skeleton kind="table" />}>
        {({ domains }) => <Listed domains={domains} filters={filters} />}
      </Answered>
    </Section>
  );
}

interface ListedProps {
  readonly domains: readonly DomainReliability[];
  readonly filters: Filters;
}

function Listed({ domains, filters }: ListedProps) {
  const now = useServerTime();
  const rows = useMemo(() => freshRows(domains), [domains]);
  const text = filters.get('text').trim().toLowerCase();
  const left = useMemo(() => rows.filter((row) => row.domain.toLowerCase().includes(text)), [rows, text]);
  return (
    <FilteredTable
      noun="domain"
      caption="Newest decisions by domain"
      file="freshness.csv"
      columns={columnsAt(now)}
      names={['text']}
      rows={rows}
      left={left}
      filters={filters}
      order="fresh"
    >
      <TextFilter label="Domain" name="text" filters={filters} />
    </FilteredTable>
  );
}

/** @param now what time it is for the server, ms since 1970 */
function columnsAt(now: number): readonly Column<FreshRow>[] {
  return [
    {
      ...{ name: 'domain', title: 'Domain', kind: 'words', value: ({ domain }) => domain },
      show: ({ domain }) => <a href={domainAddress(domain)}>{visible(domain)}</a>,
    },
    {
      ...{ name: 'newest', title: 'Newest decision, UTC', kind: 'words', value: ({ newestAt }) => newestAt },
      show: ({ newestAt }) => (
        <>
          <Moment of={newestAt} /> <span class="beside">{`${agoText(now - Date.parse(newestAt))} ago`}</span>
        </>
      ),
    },
    countColumn('decisions', 'Decisions', ({ decisions }) => decisions),
    countColumn('reviewed', 'Reviewed', ({ reviewed }) => reviewed),
    countColumn('pending', 'Due, no verdict', ({ pending }) => pending),
  ];
}
