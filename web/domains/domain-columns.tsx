import { LEVEL_WORDS } from '../../src/charts/level-words.ts';
import { percentExact, percentUp, reachText, threshold } from '../../src/contracts/figures.ts';
import { visible } from '../../src/contracts/visible.ts';
import { domainAddress } from '../address/addresses.ts';
import { Figure } from '../parts/figure.tsx';
import { LevelBadge } from '../parts/level-badge.tsx';
import { Progress } from '../parts/progress.tsx';
import { Sparkline } from '../parts/sparkline.tsx';
import type { Column } from '../table/column.ts';
import type { DomainRow } from './domain-row.ts';

/** What is to be done in a domain, in a word or two. */
export const ACTION_WORDS = {
  widen: 'widen',
  hold: 'hold',
  narrow: 'narrow',
  none: 'nothing yet',
} as const;

type DomainColumn = Column<DomainRow>;

const domain: DomainColumn = {
  ...{ name: 'domain', title: 'Domain', kind: 'words' },
  value: (row) => row.domain,
  show: (row) => <a href={domainAddress(row.domain)}>{visible(row.domain)}</a>,
};

const level: DomainColumn = {
  ...{ name: 'level', title: 'Level', kind: 'words' },
  value: (row) => LEVEL_WORDS[row.level],
  show: (row) => <LevelBadge level={row.level} />,
};

const now: DomainColumn = {
  ...{ name: 'now', title: 'Threshold now', kind: 'number' },
  value: (row) => row.threshold,
  show: (row) => threshold(row.threshold),
};

const next: DomainColumn = {
  ...{ name: 'next', title: 'Proposed', kind: 'number' },
  value: (row) => (row.isProposed ? (row.reach?.threshold ?? null) : null),
  show: ({ reach, isProposed }) =>
    reach === null || !isProposed ? '–' : reachText(reach.threshold, reach.maxAmount),
};

const coverage: DomainColumn = {
  ...{ name: 'coverage', title: 'Alone, %', kind: 'number' },
  value: ({ reach }) => (reach === null ? null : reach.coverage * 100),
  show: ({ reach }) => (reach === null ? '–' : (reach.coverage * 100).toFixed(1)),
};

const wrong: DomainColumn = {
  ...{ name: 'wrong', title: 'Wrong, % (at most)', kind: 'number' },
  value: ({ reach }) => (reach === null ? null : reach.riskUpper * 100),
  show: ({ reach, limit }) =>
    reach === null ? (
      '–'
    ) : (
      <Figure value={percentUp(reach.risk, reach.riskUpper)} beside={percentUp(reach.riskUpper, limit)} />
    ),
};

const limit: DomainColumn = {
  ...{ name: 'limit', title: 'Limit, %', kind: 'number' },
  value: (row) => row.limit * 100,
  show: (row) => percentExact(row.limit),
};

const verdicts: DomainColumn = {
  ...{ name: 'verdicts', title: 'Verdicts / needed', kind: 'number' },
  value: ({ have, need }) => (need === null ? null : have / need),
  show: ({ have, need }) => <Progress have={have} need={need} />,
};

const step: DomainColumn = {
  ...{ name: 'step', title: 'What is next', kind: 'words' },
  value: ({ action, missing }) => [ACTION_WORDS[action], missing].filter((part) => part !== '').join('; '),
  show: ({ action, alert, missing }) => (
    <span class="step">
      <b class={alert === null ? undefined : 'trouble'}>{ACTION_WORDS[action]}</b>{' '}
      <span class="beside">{missing}</span>
    </span>
  ),
};

const weeks: DomainColumn = {
  ...{ name: 'weeks', title: 'Wrong, 12 weeks, %', kind: 'number' },
  value: (row) => {
    const last = row.weeks?.findLast((share) => share !== null) ?? null;
    return last === null ? null : last * 100;
  },
  show: (row) => <Sparkline values={row.weeks} />,
};

/** The table of all domains. */
export const DOMAIN_COLUMNS = [domain, level, now, next, coverage, wrong, limit, weeks, verdicts, step];
/** What the picture of all domains shows. */
export const PORTFOLIO_COLUMNS = [domain, level, coverage, wrong, limit];
