import { useMemo } from 'preact/hooks';
import { count, counted } from '../../src/contracts/figures.ts';
import type { AuthorityRecord } from '../../src/contracts/governance.ts';
import type { Publications } from '../../src/contracts/publication.ts';
import { visible } from '../../src/contracts/visible.ts';
import { useFilters } from '../address/use-filters.ts';
import { EXPORTS, GOVERNANCE } from '../ask/questions.ts';
import { both, useAnswer } from '../ask/use-answer.ts';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useSession } from '../session/session.tsx';
import { Formats } from './formats.tsx';
import { Published } from './published.tsx';
import { approversAt, inForceAt, type PublishedRow, publishedRows } from './published-row.ts';

const WORDS = ['export', 'policy', 'gate'];

const WAITING = (
  <>
    <Skeleton kind="words" />
    <Skeleton kind="table" />
  </>
);

/** What other programs were told, and whether that is still so. */
export function Exports() {
  const asked = both(useAnswer(EXPORTS), useAnswer(GOVERNANCE));
  return (
    <Page title="Exports" words={WORDS}>
      <Answered asked={asked} waiting={WAITING}>
        {([publications, governance]) => <Filled publications={publications} governance={governance} />}
      </Answered>
    </Page>
  );
}

interface FilledProps {
  readonly publications: Publications;
  readonly governance: AuthorityRecord;
}

function Filled({ publications, governance: { policies } }: FilledProps) {
  const { now } = useSession();
  const filters = useFilters();
  const rows = useMemo(() => publishedRows(publications, policies), [publications, policies]);
  const inForce = inForceAt(policies, now).length;
  const approvers = approversAt(policies, now).map(visible).join(', ');
  const by = inForce === 0 ? '' : `, approved by ${approvers}`;
  return (
    <>
      <div class="overview">
        <p class="lede">{readingOf(rows)}</p>
        <p>
          In force: {inForce === 1 ? 'one policy' : `${count(inForce)} policies`}
          {by}; revision <code title={publications.revision}>{publications.revision.slice(0, 12)}…</code>
        </p>
      </div>
      {rows.length === 0 ? (
        <p>
          A job publishes with <code>leeway export --format json --out thresholds.json</code>, or at the end
          of each night with <code>leeway run --export json=thresholds.json</code>; both say so in the ledger.
        </p>
      ) : (
        <Published rows={rows} filters={filters} />
      )}
      <Formats publications={publications} filters={filters} />
    </>
  );
}

/** Whether what others were told still holds, in a sentence. */
function readingOf(rows: readonly PublishedRow[]): string {
  if (rows.length === 0) return 'Nothing was exported yet.';
  const stale = rows.filter(({ isCurrent }) => !isCurrent).length;
  if (rows.length === 1)
    return stale === 0
      ? 'The one file that was published says what is in force.'
      : 'The one file that was published does not say what is in force: export it again.';
  if (stale === 0) return `All ${count(rows.length)} files that were published say what is in force.`;
  return `Of ${counted(rows.length, 'file')} that were published ${count(stale)} ${stale === 1 ? 'does' : 'do'} not say what is in force: export ${stale === 1 ? 'it' : 'them'} again.`;
}
