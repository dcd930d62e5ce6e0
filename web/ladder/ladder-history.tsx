import { ladderOf } from '../../src/charts/ladder-of.ts';
import { LEVEL_WORDS } from '../../src/charts/level-words.ts';
import { actsFrom, levelOf } from '../../src/contracts/authority-level.ts';
import { threshold } from '../../src/contracts/figures.ts';
import type { AuthorityRecord, PolicyRecord } from '../../src/contracts/governance.ts';
import { visible } from '../../src/contracts/visible.ts';
import type { Filters } from '../address/use-filters.ts';
import { Chart } from '../chart/chart.tsx';
import { Section } from '../parts/section.tsx';
import type { Column } from '../table/column.ts';

interface LadderHistoryProps {
  readonly governance: AuthorityRecord;
  /** ISO time up to which it is known. */
  readonly until: string;
  readonly filters: Filters;
}

/** How one domain climbed and stepped back; which one, the address says, or the one that moved last. */
export function LadderHistory({ governance, until, filters: { get, set } }: LadderHistoryProps) {
  const { policies } = governance;
  const names = [...new Set(policies.map(({ policy }) => policy.domain))].sort();
  const [last] = [...policies].sort((a, b) => b.policy.validFrom.localeCompare(a.policy.validFrom));
  const domain = names.find((name) => name === get('history')) ?? last?.policy.domain;
  if (domain === undefined) return null;
  return (
    <Section id="history" title="How it came there">
      <label class="inline-field">
        Domain{' '}
        <select value={domain} onChange={({ currentTarget }) => set({ history: currentTarget.value })}>
          {names.map((name) => (
            <option key={name} value={name}>
              {visible(name)}
            </option>
          ))}
        </select>
      </label>
      <DomainPath domain={domain} governance={governance} until={until} />
    </Section>
  );
}

const COLUMNS: readonly Column<PolicyRecord>[] = [
  { name: 'version', title: 'Version', kind: 'number', value: ({ policy }) => policy.version },
  {
    ...{ name: 'level', title: 'Level', kind: 'words' },
    value: ({ policy }) => LEVEL_WORDS[levelOf(policy)],
  },
  {
    ...{ name: 'from', title: 'Acts from', kind: 'number' },
    value: ({ policy }) => actsFrom(policy),
    show: ({ policy }) => threshold(actsFrom(policy)),
  },
  { name: 'since', title: 'Since', kind: 'words', value: ({ policy }) => policy.validFrom.slice(0, 10) },
  { name: 'ended', title: 'Ended', kind: 'words', value: ({ ended }) => ended?.at.slice(0, 10) ?? null },
  {
    ...{ name: 'why', title: 'By what', kind: 'words' },
    value: ({ ended }) => (ended === null ? null : `${ended.by}: ${visible(ended.reason)}`),
  },
];

interface DomainPathProps {
  readonly domain: string;
  readonly governance: AuthorityRecord;
  readonly until: string;
}

/** On which rung a domain stood when. */
export function DomainPath({ domain, governance: { policies, alarms, floors }, until }: DomainPathProps) {
  const own = policies.filter(({ policy }) => policy.domain === domain);
  const past = {
    ...{ policies: own, until },
    alarms: alarms.filter((one) => one.domain === domain),
    floors: floors.filter((one) => one.domain === domain),
  };
  return (
    <Chart
      name={`Levels of ${visible(domain)}`}
      draw={(width) => ladderOf({ ...past, width })}
      height={180}
      widths={[480, 960]}
      columns={COLUMNS}
      rows={own}
    />
  );
}
