import { useState } from 'preact/hooks';
import type { Token } from '../../src/contracts/token.ts';
import { visible } from '../../src/contracts/visible.ts';
import { TOKENS } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { Answered } from '../parts/answered.tsx';
import { Day } from '../parts/day.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useServerTime, useSession } from '../session/session.tsx';
import type { Column } from '../table/column.ts';
import { DataTable } from '../table/data-table.tsx';
import { nameColumn } from '../table/figure-columns.tsx';
import type { Sort } from '../table/sort.ts';
import { CloseToken } from './close-token.tsx';
import { GiveToken } from './give-token.tsx';

/** Who may use the server, and until when. */
export function Tokens() {
  const asked = useAnswer(TOKENS);
  return (
    <>
      <Answered asked={asked} waiting={<Skeleton kind="facts" />}>
        {({ tokens }) => <Given tokens={tokens} onChanged={asked.askAgain} />}
      </Answered>
      <GiveToken isFirst={useSession().mode !== 'tokens'} onGiven={asked.askAgain} />
    </>
  );
}

interface GivenProps {
  readonly tokens: readonly Token[];
  readonly onChanged: () => void;
}

function Given({ tokens, onChanged }: GivenProps) {
  const now = new Date(useServerTime()).toISOString();
  const [closing, setClosing] = useState<Token | null>(null);
  const [sort, setSort] = useState<Sort | null>(null);
  if (tokens.length === 0) return <p>Nobody has a token yet.</p>;
  const columns: readonly Column<Token>[] = [
    nameColumn('name', 'Who', ({ name }) => visible(name)),
    nameColumn(
      'roles',
      'Roles',
      ({ roles, kind }) => `${roles.join(', ')}${kind === 'job' ? ' (a job)' : ''}`,
    ),
    nameColumn('domains', 'Domains', ({ domains }) => domains?.map(visible).join(', ') ?? 'all'),
    {
      ...{ name: 'expires', title: 'Ends (UTC)', kind: 'words', value: ({ expiresAt }) => expiresAt },
      show: ({ expiresAt }) => <Day of={expiresAt} />,
    },
    nameColumn('by', 'Given by', ({ createdBy }) => visible(createdBy)),
    {
      ...{ name: 'state', title: 'State', kind: 'words', value: (token) => stateOf(token, now) },
      show: (token) =>
        stateOf(token, now) === 'open' ? (
          <button type="button" class="quiet" onClick={() => setClosing(token)}>
            Close<span class="unseen"> the token of {visible(token.name)}</span>
          </button>
        ) : (
          stateOf(token, now)
        ),
    },
  ];
  return (
    <>
      <DataTable
        caption="Tokens that were given"
        columns={columns}
        rows={[...tokens].reverse()}
        sort={sort}
        onSort={setSort}
      />
      {closing !== null && (
        <CloseToken
          key={closing.id}
          token={closing}
          onDone={(isClosed) => {
            setClosing(null);
            if (isClosed) onChanged();
          }}
        />
      )}
    </>
  );
}

function stateOf({ revoked, expiresAt }: Token, now: string): string {
  if (revoked !== null) return `closed by ${visible(revoked.by)}`;
  return expiresAt <= now ? 'over' : 'open';
}
