import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { START_DECISIONS } from '../../../src/contracts/evidence.ts';
import { Database } from '../../../src/store/database.ts';
import { id, sql, text } from '../../../src/store/sql.ts';
import { type Random, random } from '../../support/random.ts';
import { type ReadingOptions, readFiles } from '../../support/read-files.ts';
import { temporaryFolder } from '../../support/write-history.ts';

interface Row {
  readonly domain: string;
  readonly model: string | null;
  /** Microseconds since the first moment. */
  readonly micros: number;
  readonly ppm: number;
  readonly amount: number;
}

const CONFIG = { defaults: { maxAmount: 50 } };
const byTime = (a: Row, b: Row): number => a.micros - b.micros;
const keyOf = ({ domain, model }: Pick<Row, 'domain' | 'model'>): string =>
  JSON.stringify([domain, model || 'unversioned']);

/** Writes a Parquet file of the rows in their order. */
async function write(rows: readonly Row[], name = 'a.parquet'): Promise<string> {
  const path = join(temporaryFolder(), name);
  const db = await Database.open();
  const columns = ['domain', 'model', 'micros', 'ppm', 'amount'] as const;
  const lists = JSON.stringify(
    Object.fromEntries(columns.map((column) => [column, rows.map((row) => row[column])])),
  );
  const shape = JSON.stringify({
    domain: ['VARCHAR'],
    model: ['VARCHAR'],
    micros: ['BIGINT'],
    ppm: ['INTEGER'],
    amount: ['DOUBLE'],
  });
  const parts = columns.map((column) => sql`unnest(lists.${id(column)}) AS ${id(column)}`);
  const unnested = parts.reduce((all, part) => sql`${all}, ${part}`);
  await db.run(sql`COPY (
    SELECT 'd' || row_number() OVER () AS decision_id, domain, model, TIMESTAMP '2026-01-01' + to_microseconds(micros) AS decided_at,
      ppm / 1000000 AS confidence, amount, 'agree' AS verdict
    FROM (SELECT ${unnested} FROM (SELECT from_json(${lists}, ${text(shape)}) AS lists))) TO ${text(path)} (FORMAT parquet)`);
  db.close();
  return path;
}

async function starts(
  path: string | readonly string[],
  options: ReadingOptions = { config: CONFIG },
): Promise<Map<string, readonly number[]>> {
  const { evidence } = await readFiles(path, options);
  return new Map(evidence.map((one) => [keyOf(one), one.startConfidences]));
}

/** The eligible among the first 500 in time, all at the moment of the 500th included. */
function startsByLoop(rows: readonly Row[]): Map<string, readonly number[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return new Map(
    [...groups].map(([key, group]) => {
      const last = [...group].sort(byTime)[Math.min(START_DECISIONS, group.length) - 1]?.micros ?? 0;
      const early = group.filter(({ micros, amount }) => micros <= last && amount <= 50);
      return [key, early.map(({ ppm }) => ppm).sort((a, b) => b - a)];
    }),
  );
}

const SHAPES: readonly ((chance: Random, index: number, count: number) => number)[] = [
  // Evenly, in a burst at the end, at one moment, on few days, by the microsecond.
  (_, index) => index * 60_000_000,
  (chance, index, count) => (index < count / 10 ? index * 86_400_000_000 : 1e13 + chance.below(1_000_000)),
  () => 600,
  (chance) => chance.below(9) * 86_400_000_000,
  (chance) => chance.below(2500),
];

function randomRows(seed: number): Row[] {
  const chance = random(seed);
  const groups = chance.pick([1, 2, 5]);
  return Array.from({ length: groups }, (_, group): Row[] => {
    const count = chance.pick([1, 499, 500, 501, 3000, 9000]);
    const shape = chance.pick(SHAPES);
    const start = chance.below(4_000_000);
    return Array.from({ length: count }, (_, index) => ({
      domain: `domain ${group % 3}`,
      model: chance.pick(group < 3 ? ['', null, 'unversioned'] : ['v2']),
      micros: start + shape(chance, index, count),
      ppm: chance.below(1_000_001),
      amount: chance.chance(0.2) ? 51 : 10,
    }));
  }).flat();
}

describe('start confidences', () => {
  it('are those of the first 500 decisions in time, whatever their volume and rhythm', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const rows = randomRows(seed);
        expect(await starts(await write(rows))).toEqual(startsByLoop(rows));
      }),
      { numRuns: 15 },
    );
  });

  it('do not depend on the order of rows and files', async () => {
    const chance = random(11);
    const rows = Array.from(
      { length: 4000 },
      (_, index): Row => ({
        ...{ domain: 'a', model: null, amount: 10 },
        ...{ micros: Math.floor(index / 7) * 1_000_000, ppm: chance.below(1_000_001) },
      }),
    );
    const expected = startsByLoop(rows);
    expect(expected.get('["a","unversioned"]')).toHaveLength(504);
    expect(await starts(await write(rows))).toEqual(expected);
    expect(await starts(await write(rows.toReversed()))).toEqual(expected);
    const mixed = [...rows].sort((a, b) => a.ppm - b.ppm);
    // Ids are numbered by file, so the two halves need names of their own.
    const halves = [await write(mixed.slice(0, 1500)), await write(mixed.slice(1500))];
    const db = await Database.open();
    const second = join(temporaryFolder(), 'b.parquet');
    await db.run(
      sql`COPY (SELECT * REPLACE ('second ' || decision_id AS decision_id) FROM read_parquet(${text(halves[1] ?? '')})) TO ${text(second)} (FORMAT parquet)`,
    );
    db.close();
    expect(await starts([second, halves[0] ?? ''])).toEqual(expected);
  });

  it('stay as they are while the history grows', async () => {
    const chance = random(5);
    const rows = Array.from(
      { length: 6000 },
      (_, index): Row => ({
        ...{ domain: 'a', model: null, amount: 10 },
        ...{ micros: index * 1_000_000, ppm: chance.below(1_000_001) },
      }),
    );
    const first = await starts(await write(rows.slice(0, 500)));
    for (const length of [501, 2000, 6000])
      expect(await starts(await write(rows.slice(0, length)))).toEqual(first);
    expect(await starts(await write(rows.slice(0, 499)))).not.toEqual(first);
  });

  it('count the young and the unreviewed too, but no row that is refused', async () => {
    const rows = Array.from(
      { length: 700 },
      (_, index): Row => ({
        ...{ domain: 'a', model: null, micros: index * 1_000_000, amount: 10 },
        ppm: index < 100 ? 1_000_001 : index,
      }),
    );
    const { evidence, summary } = await readFiles(await write(rows), { map: { columns: { verdict: null } } });
    expect(summary).toMatchObject({ decisions: 600, quarantined: 100 });
    expect(evidence[0]).toMatchObject({ immature: 600, cells: [] });
    expect(evidence[0]?.startConfidences).toEqual(Array.from({ length: 500 }, (_, index) => 599 - index));
  });
});
