import { count, counted } from '../../src/contracts/figures.ts';
import type { IntakeReport, QuarantinedRow, QuarantinePage } from '../../src/contracts/intake.ts';
import { RULES } from '../../src/contracts/rule-words.ts';
import { visible } from '../../src/contracts/visible.ts';
import type { Filters } from '../address/use-filters.ts';
import { quarantineOf } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { Answered } from '../parts/answered.tsx';
import { ChoiceFilter } from '../parts/filter-fields.tsx';
import { Section } from '../parts/section.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import type { Column } from '../table/column.ts';
import { countColumn } from '../table/figure-columns.tsx';
import { FilteredTable } from '../table/filtered-table.tsx';
import { pageAddress } from './page-address.ts';

/** Rows on one page. */
const PAGE = 50;
const NAMES = ['rule', 'run', 'offset'] as const;

const COLUMNS: readonly Column<QuarantinedRow>[] = [
  {
    ...{ name: 'file', title: 'File', kind: 'words', value: ({ file }) => file },
    show: ({ file }) => <span title={visible(file)}>{visible(file.split('/').at(-1) ?? '')}</span>,
  },
  countColumn('line', 'Line', ({ line }) => line),
  { name: 'reason', title: 'Why it was refused', kind: 'words', value: ({ rule }) => RULES[rule] },
  {
    ...{ name: 'value', title: 'What stands there', kind: 'words', value: ({ value }) => value },
    show: ({ value }) =>
      value ? <code class="short">{visible(value)}</code> : <span class="beside">nothing</span>,
  },
  countColumn('run', 'Run', ({ run }) => run),
];

interface QuarantineProps {
  readonly counts: IntakeReport['quarantinedByRule'];
  readonly filters: Filters;
}

/** Rows that were not taken, each with its reason. */
export function Quarantine({ counts, filters }: QuarantineProps) {
  const rules = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const query = new URLSearchParams({ limit: String(PAGE) });
  for (const name of NAMES) if (filters.get(name) !== '') query.set(name, filters.get(name));
  const asked = useAnswer(quarantineOf(query.toString()));
  return (
    <Section id="quarantine" title="What was refused, and why">
      {rules.length === 0 ? (
        <p>No row was ever refused.</p>
      ) : (
        <>
          <ul class="points">
            {rules.map(([rule, rows]) => (
              <li key={rule}>
                {counted(rows, 'row')}: <a href={ruleAddress(rule)}>{wordsOf(rule)}</a>
              </li>
            ))}
          </ul>
          <Answered asked={asked} waiting={<Skeleton kind="table" />}>
            {(page) => <Rows page={page} rules={rules.map(([rule]) => rule)} filters={filters} />}
          </Answered>
        </>
      )}
    </Section>
  );
}

function ruleAddress(rule: string): string {
  return pageAddress({ rule, run: '', offset: '' }, 'quarantine');
}

function wordsOf(rule: string): string {
  return Object.entries(RULES).find(([name]) => name === rule)?.[1] ?? rule;
}

interface RowsProps {
  readonly page: QuarantinePage;
  readonly rules: readonly string[];
  readonly filters: Filters;
}

function Rows({ page: { rows, next }, rules, filters }: RowsProps) {
  const offset = Number(filters.get('offset')) || 0;
  // Another choice begins with its first page.
  const anew: Filters = { ...filters, set: (changes) => filters.set({ offset: '', ...changes }) };
  return (
    <>
      <FilteredTable
        noun="row"
        caption="Rows that were refused"
        file="quarantine.csv"
        columns={COLUMNS}
        names={NAMES}
        rows={rows}
        left={rows}
        filters={filters}
        order="rows"
      >
        <ChoiceFilter
          label="Why"
          name="rule"
          filters={anew}
          words={Object.fromEntries(rules.map((rule) => [rule, wordsOf(rule)]))}
        />
        <label>
          Run
          <input
            type="number"
            min={1}
            step={1}
            value={filters.get('run')}
            onChange={({ currentTarget }) => anew.set({ run: currentTarget.value })}
          />
        </label>
      </FilteredTable>
      <nav class="pages" aria-label="Pages of refused rows">
        {offset > 0 && <a href={pageAddress({ offset: before(offset) }, 'quarantine')}>The rows before</a>}
        {next !== null && (
          <a href={pageAddress({ offset: String(next) }, 'quarantine')}>{`The rows after ${count(next)}`}</a>
        )}
      </nav>
    </>
  );
}

function before(offset: number): string {
  return offset <= PAGE ? '' : String(offset - PAGE);
}
