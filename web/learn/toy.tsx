import { useMemo } from 'preact/hooks';
import { type EvidencePoint, evidenceByVerdicts } from '../../src/charts/evidence-by-verdicts.ts';
import { count, percentExact, unbroken } from '../../src/contracts/figures.ts';
import { useFilters } from '../address/use-filters.ts';
import { Chart } from '../chart/chart.tsx';
import type { Column } from '../table/column.ts';
import { countColumn } from '../table/figure-columns.tsx';
import { certifiedLives, type Toy, toyLife } from './toy-life.ts';

const LIVES = 1000;
const MOST_VERDICTS = 5000;

const COLUMNS: readonly Column<EvidencePoint>[] = [
  countColumn('verdicts', 'Verdicts', ({ verdicts }) => verdicts),
  countColumn('errors', 'Wrong', ({ errors }) => errors),
  {
    ...{ name: 'evidence', title: 'Evidence', kind: 'number', value: ({ eValue }) => eValue },
    show: ({ eValue }) => eValue.toPrecision(3),
  },
];

/** A domain whose truth the reader settles: what its record would show, and how often that would mislead. */
export function LiveToy() {
  const { get, set } = useFilters();
  const toy = toyOf(get);
  const life = within(get('life'), 1, 1, 999_999);
  const { rate, limit, delta, verdicts } = toy;
  const shown = useMemo(() => toyLife(toy, life), [rate, limit, delta, verdicts, life]);
  const certified = useMemo(() => certifiedLives(toy, LIVES), [rate, limit, delta, verdicts]);
  const field = (
    name: 'rate' | 'limit' | 'delta' | 'verdicts',
    words: string,
    value: number,
    most: number,
  ) => (
    <label>
      {words}
      <input
        type="number"
        inputMode="decimal"
        step="any"
        min={0}
        max={most}
        value={get(name) === '' ? value : get(name)}
        onInput={({ currentTarget }) => set({ [name]: currentTarget.value })}
      />
    </label>
  );
  return (
    <>
      <search class="filters toy-fields" aria-label="What is true, and what is asked">
        {field('rate', 'Its true error rate, %', percentOf(rate), 50)}
        {field('limit', 'The limit, %', percentOf(limit), 50)}
        {field('verdicts', 'Verdicts', verdicts, MOST_VERDICTS)}
        {field('delta', 'Chance of a false certificate, %', percentOf(delta), 50)}
        <button type="button" onClick={() => set({ life: String(life + 1) })}>
          Another domain like it
        </button>
      </search>
      <div role="status" class="toy-reading">
        <p>{unbroken(readingOf(toy, certified))}</p>
      </div>
      <Chart
        name="Evidence verdict by verdict"
        draw={(width) => evidenceByVerdicts(shown.points, { delta, certifiedAt: shown.certifiedAt, width })}
        height={316}
        widths={[320, 720]}
        columns={COLUMNS}
        rows={shown.points}
      />
    </>
  );
}

/** What so many such domains come to, in a sentence. */
function readingOf({ rate, limit, delta, verdicts }: Toy, certified: readonly number[]): string {
  const of = `Of ${count(LIVES)} domains that are wrong in ${percentExact(rate)} % of cases`;
  const middle = certified[Math.floor(certified.length / 2)];
  if (rate >= limit)
    return `${of}, ${count(certified.length)} would be certified below ${percentExact(limit)} % within ${count(verdicts)} verdicts, though they are not. The promise is that at most ${percentExact(delta)} % ever are, about ${count(Math.round(delta * LIVES))} of them, however often one looks.`;
  return `${of}, ${count(certified.length)} are certified below ${percentExact(limit)} % within ${count(verdicts)} verdicts${middle === undefined ? '' : `, half of those within ${count(middle)}`}. The others need more verdicts, and nothing is given away meanwhile.`;
}

/** What the address asks for; whatever is out of range is brought into it. */
export function toyOf(get: (name: string) => string): Toy {
  return {
    rate: within(get('rate'), 2, 0, 50) / 100,
    limit: within(get('limit'), 5, 0.1, 50) / 100,
    delta: within(get('delta'), 5, 0.01, 50) / 100,
    verdicts: Math.round(within(get('verdicts'), 600, 10, MOST_VERDICTS)),
  };
}

function within(text: string, usual: number, least: number, most: number): number {
  const value = text === '' ? usual : Number(text);
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : usual;
}

function percentOf(share: number): number {
  return Number(percentExact(share));
}
