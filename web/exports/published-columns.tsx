import { visible } from '../../src/contracts/visible.ts';
import { Moment } from '../parts/moment.tsx';
import type { Column } from '../table/column.ts';
import { nameColumn } from '../table/figure-columns.tsx';
import type { PublishedRow } from './published-row.ts';
import { Pulled } from './pulled.tsx';

type PublishedColumn = Column<PublishedRow>;

/** Whether a file says what is in force. */
export const MATCH_WORDS = { yes: 'what is in force', no: 'something else' } as const;

const path = nameColumn<PublishedRow>('path', 'Where', (row) => visible(row.path));
const format = nameColumn<PublishedRow>('format', 'Format', (row) => row.format);

const live: PublishedColumn = {
  ...{ name: 'live', title: 'It says', kind: 'words' },
  value: ({ isCurrent }) => MATCH_WORDS[isCurrent ? 'yes' : 'no'],
  show: ({ isCurrent }) => (isCurrent ? MATCH_WORDS.yes : <b class="trouble">{MATCH_WORDS.no}</b>),
};

const published: PublishedColumn = {
  ...{ name: 'published', title: 'Published', kind: 'words' },
  value: (row) => row.at,
  show: ({ at, by }) => (
    <>
      <Moment of={at} /> <span class="beside">by {visible(by)}</span>
    </>
  ),
};

const digest: PublishedColumn = {
  ...{ name: 'digest', title: 'SHA-256', kind: 'words' },
  value: (row) => row.digest,
  show: (row) => <code title={row.digest}>{row.digest.slice(0, 12)}…</code>,
};

const approved: PublishedColumn = {
  ...{ name: 'approved', title: 'Approved by', kind: 'words' },
  value: ({ approvedBy }) => approvedBy.join(', ') || null,
  show: ({ approvedBy }) => approvedBy.map(visible).join(', ') || 'nobody: nothing in it acts',
};

const pulled: PublishedColumn = {
  ...{ name: 'pulled', title: 'Format last asked for', kind: 'words' },
  value: (row) => row.pulled?.at ?? null,
  show: (row) => <Pulled pull={row.pulled} />,
};

/** What is published, where, and whether it still holds. */
export const PUBLISHED_COLUMNS = [path, format, live, published, digest, approved, pulled];
